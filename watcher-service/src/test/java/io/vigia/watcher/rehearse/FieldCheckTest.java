package io.vigia.watcher.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vigia.watcher.watch.Definition;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldCheckTest {

  private static final List<MappedField> FIELDS =
      List.of(
          new MappedField("@timestamp", Set.of("date"), true),
          new MappedField("took", Set.of("long"), true),
          new MappedField("took_text", Set.of("text"), false),
          new MappedField("host", Set.of("text"), false),
          new MappedField("host.keyword", Set.of("keyword"), true),
          new MappedField("mixed", Set.of("long", "keyword"), false));

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
