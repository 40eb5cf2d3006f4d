package io.vigia.watcher.template;

import static io.vigia.watcher.template.BuiltInTemplates.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each template reads in answers, also in one about nothing. */
class ReadingTest {

  private static final String NOTHING = "{'doc_count':0}";
  private static final long START = Instant.parse("2026-01-01T11:55:00Z").toEpochMilli();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          avg_threshold         | {field: f, above: 5}              | {'doc_count':3,'v':{'value':7.5}} | 7.5  | true  | the average of f is 7.5, above 5
          avg_threshold         | {field: f, above: 5}              | {'doc_count':3,'v':{'value':5}}   | 5.0  | false | the average of f is 5, not above 5
          avg_threshold         | {field: f, above: 5, below: 1}    | {'doc_count':0,'v':{'value':null}}|      | false | the average of f is none, not above 5 nor below 1
          min_threshold         | {field: f, below: 10}             | {'doc_count':3,'v':{'value':9}}   | 9.0  | true  | the minimum of f is 9, below 10
          max_threshold         | {field: f, above: 10}             | {'doc_count':3,'v':{'value':9}}   | 9.0  | false | the maximum of f is 9, not above 10
          sum_threshold         | {field: f, below: 10}             | {'doc_count':0,'v':{'value':0.0}} | 0.0  | true  | the sum of f is 0, below 10
          cardinality_threshold | {field: f, above: 1}              | {'doc_count':3,'v':{'value':2}}   | 2.0  | true  | the number of distinct values of f is 2, above 1
          percentile_threshold  | {field: f, above: 1}              | {'doc_count':3,'v':{'values':[{'key':95.0,'value':2.25}]}} | 2.25 | true | percentile 95 of f is 2.25, above 1
          percentile_threshold  | {field: f, above: 1}              | {'doc_count':0,'v':{'values':[{'key':95.0,'value':null}]}} |      | false | percentile 95 of f is none, not above 1
          count_threshold       | {field: f, value: 5, above: 1}    | {'doc_count':2}                   | 2.0  | true  | 2 documents with f = 5, above 1
          count_threshold       | {below: 1}                        | {'doc_count':0}                   | 0.0  | true  | 0 documents, below 1
          missing_data          | {}                                | {'doc_count':0}                   | 0.0  | true  | 0 documents came, at least 1 expected
          missing_data          | {at_least: 3}                     | {'doc_count':3}                   | 3.0  | false | 3 documents came, at least 3 expected
          field_value_missing   | {field: f, value: x}              | {'doc_count':0}                   | 0.0  | true  | 0 documents with f = x came, at least 1 expected
          field_value_missing   | {field: f}                        | {'doc_count':1}                   | 1.0  | false | 1 documents with f came, at least 1 expected
          multi_field_values    | {values: {a: 1}, above: 0}        | {'doc_count':1}                   | 1.0  | true  | 1 documents with {"a":1}, above 0
          frequency             | {num_events: 5}                   | {'doc_count':5}                   | 5.0  | true  | 5 events, at least 5
          frequency             | {num_events: 5, query: a}         | {'doc_count':4}                   | 4.0  | false | 4 events match a, not at least 5
          query                 | {at_most: 0}                      | {'doc_count':0}                   | 0.0  | true  | doc_count is 0, at most 0
          query                 | {value: a.doc_count / doc_count, aggs: {a: {}}, above: 0.5} | {'doc_count':4,'a':{'doc_count':3}} | 0.75 | true | a.doc_count / doc_count is 0.75, above 0.5
          query                 | {value: a.doc_count / doc_count, aggs: {a: {}}, above: 0.5} | {'doc_count':0,'a':{'doc_count':0}} |      | false | a.doc_count / doc_count is none, not above 0.5
          """)
  void shouldReadTheNumberAndTellIt(
      String template,
      String parameters,
      String answer,
      Double value,
      boolean breached,
      String told) {
    assertEquals(new Reading(value, breached, told), read(template, parameters, answer));
  }

  @Test
  void shouldDivideSumsOrCountsOfDocuments() {
    String sums = "{'doc_count':9,'numerator_sum':{'value':1.0},'denominator_sum':{'value':3.0}}";
    assertEquals(
        new Reading(1 / 3.0, true, "errors / requests is 0.333333, above 0.25"),
        read(
            "ratio_between_fields",
            "{numerator_field: errors, denominator_field: requests, above: 0.25}",
            sums));
    String percentage = "{'doc_count':40,'numerator':{'doc_count':1}}";
    assertEquals(
        new Reading(0.025, false, "documents with s:500 /  is 0.025, not above 0.05"),
        read("ratio_between_fields", "{numerator: 's:500', above: 0.05}", percentage));
    var few =
        read(
            "ratio_between_fields",
            "{numerator: 's:500', above: 0.01, min_denominator: 50}",
            percentage);
    assertNull(few.value());
    assertFalse(few.breached());
    assertNull(read("ratio_between_fields", "{numerator: 's:500', above: 0.01}", NOTHING).value());
  }

  @Test
  void shouldSeeRisesAndFallsAgainstTheWindowBefore() {
    assertTrue(spike("{factor: 3}", 30, 10).breached());
    assertEquals(3.0, spike("{factor: 3}", 30, 10).value());
    assertFalse(spike("{factor: 3}", 29, 10).breached());
    assertFalse(spike("{factor: 3, direction: down}", 30, 10).breached());
    assertTrue(spike("{factor: 3, direction: down}", 3, 10).breached());
    assertTrue(spike("{factor: 3}", 0, 10).breached(), "nothing is left");
    assertFalse(spike("{factor: 3}", 0, 0).breached(), "nothing was there");
    assertFalse(spike("{factor: 3}", 30, 0).breached(), "nothing to compare with");
    assertTrue(spike("{factor: 3, min_before: 0}", 30, 0).breached());
    assertFalse(spike("{factor: 3, min_now: 31}", 30, 10).breached(), "too few");
    assertFalse(spike("{factor: 3, min_before: 11}", 30, 10).breached(), "too few then");
    assertTrue(
        read(
                "spike",
                "{factor: 2, metric: avg, field: f}",
                Map.of(
                    "now", "{'doc_count':1,'v':{'value':4.0}}",
                    "before", "{'doc_count':1,'v':{'value':2.0}}"))
            .get(0)
            .reading()
            .breached());
    assertFalse(
        read(
                "spike",
                "{factor: 2, metric: avg, field: f}",
                Map.of("now", NOTHING, "before", "{'doc_count':1,'v':{'value':2.0}}"))
            .get(0)
            .reading()
            .breached(),
        "an average of nothing is no fall");
  }

  private static Reading spike(String parameters, int now, int before) {
    return read(
            "spike",
            parameters,
            Map.of("now", "{'doc_count':" + now + "}", "before", "{'doc_count':" + before + "}"))
        .get(0)
        .reading();
  }

  @Test
  void shouldTellOnlyTermsWhoseFirstOccurrenceIsInTheWindow() {
    String bucket = "{'key':'%s','doc_count':2,'first':{'value':%d}}";
    String answer =
        "{'doc_count':6,'terms':{'buckets':[%s,%s]}}"
            .formatted(bucket.formatted("new", START), bucket.formatted("old", START - 1));
    var findings = read("new_term", "{field: host}", Map.of(Cell.ONLY, answer));
    assertEquals(List.of(Key.of("host", "new")), findings.stream().map(Finding::key).toList());
    assertEquals(
        "host = new is new: first seen at 2026-01-01T11:55:00Z, 2 documents",
        findings.get(0).reading().summary());
    assertEquals(List.of(), read("new_term", "{field: host}", Map.of(Cell.ONLY, NOTHING)));
  }

  @Test
  void shouldTellEachExpectedValue() {
    String parameters = "{field: host, values: [web-1, 7]}";
    String answer =
        "{'doc_count':5,'values':{'buckets':{'0':{'doc_count':5},'1':{'doc_count':0}}}}";
    var findings = read("unique_terms_missing", parameters, Map.of(Cell.ONLY, answer));
    assertEquals(
        List.of(Key.of("host", "web-1"), Key.of("host", "7")),
        findings.stream().map(Finding::key).toList());
    assertEquals(List.of(false, true), findings.stream().map(f -> f.reading().breached()).toList());
    assertEquals(
        "0 documents with host = 7 came, at least 1 expected", findings.get(1).reading().summary());
    assertTrue(
        read("unique_terms_missing", parameters, Map.of(Cell.ONLY, NOTHING)).stream()
            .allMatch(f -> f.reading().breached()));
  }

  @Test
  void shouldTellTheAgeOfTheNewestDocument() {
    String newest = "{'doc_count':5,'newest':{'value':%d}}";
    assertEquals(
        new Reading(
            300.0,
            false,
            "the newest document is 300 s old, of 2026-01-01T11:55:00Z; it may be 300 s old"),
        read("freshness", "{max_age: 5m}", newest.formatted(START)));
    assertTrue(read("freshness", "{max_age: 5m}", newest.formatted(START - 1)).breached());
    assertEquals(
        new Reading(3000.0, true, "no document in the last 3000 s; it may be 300 s old"),
        read("freshness", "{max_age: 5m}", NOTHING));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          count_threshold      | {above: 1}            | false
          count_threshold      | {below: 1}            | true
          missing_data         | {}                    | true
          unique_terms_missing | {}                    | true
          freshness            | {}                    | true
          spike                | {direction: up}       | false
          spike                | {factor: 3}           | true
          query                | {at_most: 1}          | true
          avg_threshold        | {below: 1}            | false
          """)
  void shouldRememberKeysWhoseAbsenceMeansSomething(
      String template, String parameters, boolean remembers) {
    assertEquals(
        remembers,
        BuiltInTemplates.named(template).remembersKeys(BuiltInTemplates.yaml(parameters)));
  }
}
