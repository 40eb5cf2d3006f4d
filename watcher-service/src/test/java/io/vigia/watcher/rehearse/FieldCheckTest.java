package io.vigia.watcher.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vigia.watcher.cluster.Field;
import io.vigia.watcher.cluster.Field.Kind;
import io.vigia.watcher.watch.Definition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldCheckTest {

  private static final List<Field> FIELDS =
      List.of(
          field("@timestamp", Kind.DATE, true, List.of("date")),
          field("took", Kind.NUMERIC, true, List.of("long")),
          field("took_text", Kind.TEXT, false, List.of("text")),
          field("host", Kind.TEXT, false, List.of("text")),
          field("host.keyword", Kind.KEYWORD, true, List.of("keyword")),
          field("mixed", Kind.MIXED, false, List.of("long", "keyword")));

  private static Field field(String name, Kind kind, boolean aggregatable, List<String> types) {
    return new Field(name, kind, types, Map.of(), aggregatable);
  }

  @Test
  void shouldSayNothingWhenAllFits() throws Exception {
    assertEquals(List.of(), issues("took", "\"group_by\":\"host.keyword\""));
  }

  @Test
  void shouldNameTheFieldAtFaultAndWhatWouldServe() throws Exception {
    assertEquals(
        List.of(
            new Issue(
                "parameters.field",
                "field 'took_text' is text where a numeric field is needed",
                "numeric fields are: took")),
        issues("took_text", "\"for\":1"));
    assertEquals(
        List.of(
            new Issue(
                "group_by[0]",
                "field 'host' is text, which cannot be grouped by",
                "use host.keyword")),
        issues("took", "\"group_by\":\"host\""));
    assertEquals(
        new Issue("timestamp", "there is no field 'time'", "date fields are: @timestamp"),
        issues("took", "\"timestamp\":\"time\"").get(0));
    assertEquals(
        "field 'mixed' is keyword and long where a numeric field is needed",
        issues("mixed", "\"for\":1").get(0).problem());
  }

  private static List<Issue> issues(String field, String more) throws Exception {
    var json = new ObjectMapper().registerModule(new JavaTimeModule());
    Definition definition =
        json.readValue(
            """
            {"name":"slow","template":"test_mean","index":"web-*",
             "parameters":{"field":"%s","above":5},%s}"""
                .formatted(field, more),
            Definition.class);
    return FieldCheck.of(definition, new MeanTemplate().card(), FIELDS);
  }
}
