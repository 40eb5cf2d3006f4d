package io.vigia.watcher.template;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.ask.Plan;
import io.vigia.watcher.cluster.Search;
import io.vigia.watcher.cluster.SearchClient;
import io.vigia.watcher.watch.Definition;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every template over a real index. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(TemplateTestResource.class)
class TemplateTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant NOON = Instant.parse("2026-01-08T12:00:00Z");
  private static boolean seeded;

  @Inject TemplateStore templates;

  @Inject SearchClient search;

  @Inject ObjectMapper json;

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String indexPrefix;

  private String index() {
    return indexPrefix + "requests";
  }

  /**
   * In the five minutes before noon host a has latencies 10, 20, 30 and one error, b has 400. In
   * the five before, a has one document and c has six; a day before a has five; c was there for
   * days.
   */
  @BeforeEach
  void seed() {
    if (seeded) {
      return;
    }
    given()
        .contentType("application/json")
        .body(
            """
            {"settings":{"number_of_shards":2,"number_of_replicas":0},"mappings":{"properties":{
             "@timestamp":{"type":"date"},"host":{"type":"keyword"},"level":{"type":"keyword"},
             "latency":{"type":"double"},"status":{"type":"integer"},"message":{"type":"text"}}}}""")
        .put(cluster + "/" + index())
        .then()
        .statusCode(200);
    var bulk = new StringBuilder();
    document(bulk, 60, "a", 10, "INFO", 200);
    document(bulk, 120, "a", 20, "INFO", 200);
    document(bulk, 180, "a", 30, "ERROR", 500);
    document(bulk, 240, "b", 400, "INFO", 200);
    document(bulk, 400, "a", 10, "INFO", 200);
    for (int i = 0; i < 6; i++) {
      document(bulk, 420 + i, "c", 10, "INFO", 200);
    }
    for (int i = 0; i < 5; i++) {
      document(bulk, 86_400 + 60 + i, "a", 10, "INFO", 200);
    }
    given()
        .contentType("application/json")
        .body(bulk.toString())
        .post(cluster + "/" + index() + "/_bulk?refresh=true")
        .then()
        .statusCode(200)
        .body("errors", equalTo(false));
    seeded = true;
  }

  private static void document(
      StringBuilder bulk, int before, String host, double latency, String level, int status) {
    bulk.append("{\"index\":{}}\n")
        .append(
            """
            {"@timestamp":"%s","host":"%s","latency":%s,"level":"%s","status":%d,"message":"it took %s"}
            """
                .formatted(NOON.minusSeconds(before), host, latency, level, status, latency));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          avg_threshold        | {field: latency, above: 114}             |      | {}=115!
          avg_threshold        | {field: latency, above: 115}             |      | {}=115
          avg_threshold        | {field: latency, above: 100}             | host | {host=a}=20 {host=b}=400!
          avg_threshold        | {field: latency, above: 1, query: "host:nobody"} | | {}=none
          min_threshold        | {field: latency, below: 11}              |      | {}=10!
          min_threshold        | {field: latency, below: 10}              |      | {}=10
          max_threshold        | {field: latency, above: 399}             |      | {}=400!
          max_threshold        | {field: latency, above: 400}             |      | {}=400
          sum_threshold        | {field: latency, above: 459}             |      | {}=460!
          sum_threshold        | {field: latency, below: 460}             |      | {}=460
          count_threshold      | {field: level, value: ERROR, above: 0}   |      | {}=1!
          count_threshold      | {field: status, value: 500, above: 1}    |      | {}=1
          count_threshold      | {above: 2}                               | host | {host=a}=3! {host=b}=1
          count_threshold      | {below: 5, query: {term: {host: a}}}     |      | {}=3!
          count_threshold      | {above: 0, query: "message:took AND level:ERROR"} | | {}=1!
          missing_data         | {}                                       |      | {}=4
          missing_data         | {query: "host:c"}                        |      | {}=0!
          missing_data         | {at_least: 2}                            | host | {host=a}=3 {host=b}=1!
          field_value_missing  | {field: level, value: FATAL}             |      | {}=0!
          field_value_missing  | {field: level}                           |      | {}=4
          field_value_missing  | {field: nowhere}                         |      | {}=0!
          ratio_between_fields | {numerator_field: status, denominator_field: latency, above: 2} | | {}=2.3913!
          ratio_between_fields | {numerator: "level:ERROR", above: 0.3}   |      | {}=0.25
          ratio_between_fields | {numerator: "level:ERROR", above: 0.3}   | host | {host=a}=0.333333! {host=b}=0
          ratio_between_fields | {numerator: {term: {host: b}}, denominator: {term: {host: a}}, below: 0.5} | | {}=0.333333!
          ratio_between_fields | {numerator: "level:ERROR", above: 0, min_denominator: 5} | | {}=none
          multi_field_values   | {values: {status: 500, host: a}, above: 0} |    | {}=1!
          multi_field_values   | {values: {status: 500, host: b}, above: 0} |    | {}=0
          percentile_threshold | {field: latency, percent: 99, above: 300} |     | {}=400!
          percentile_threshold | {field: latency, percent: 99, above: 400} |     | {}=400
          percentile_threshold | {field: latency, above: 1, query: "host:c"} |   | {}=none
          cardinality_threshold| {field: host, above: 1}                  |      | {}=2!
          cardinality_threshold| {field: host, below: 2}                  |      | {}=2
          frequency            | {num_events: 4}                          |      | {}=4!
          frequency            | {num_events: 4, query: "host:a"}         |      | {}=3
          spike                | {factor: 2}                              |      | {}=0.571429
          spike                | {factor: 1.5}                            |      | {}=0.571429!
          spike                | {factor: 3, direction: up}               | host | {host=a}=3! {host=b}=none {host=c}=0
          spike                | {factor: 3, direction: down}             | host | {host=a}=3 {host=b}=none {host=c}=0!
          spike                | {factor: 1.5, offset: 1d}                |      | {}=0.8
          spike                | {factor: 10, metric: max, field: latency} |     | {}=40!
          new_term             | {field: host, reference: 1h}             |      | {host=b}=1!
          new_term             | {field: level, reference: 2d}            |      | {level=ERROR}=1!
          new_term             | {field: level, reference: 1h}            | host | {host=a, level=ERROR}=1! {host=b, level=INFO}=1!
          new_term             | {field: status, reference: 1h, query: "level:INFO"} | |
          unique_terms_missing | {field: host, values: [a, b, c]}         |      | {host=a}=3 {host=b}=1 {host=c}=0!
          unique_terms_missing | {field: status, values: [200, 500]}      | host | {host=a, status=200}=2 {host=a, status=500}=1 {host=b, status=200}=1 {host=b, status=500}=0!
          freshness            | {max_age: 59s}                           |      | {}=60!
          freshness            | {max_age: 60s}                           |      | {}=60
          freshness            | {max_age: 2m, lookback: 1h}              | host | {host=a}=60 {host=b}=240! {host=c}=420!
          freshness            | {max_age: 1m, query: "host:nobody"}      |      | {}=600!
          query                | {aggs: {s: {stats: {field: latency}}}, value: s.max - s.min, above: 380} | | {}=390!
          query                | {query: "level:ERROR", at_least: 2}      |      | {}=1
          query                | {query: {exists: {field: latency}}, aggs: {e: {filter: {term: {level: ERROR}}}}, value: "ROUND(100 * e.doc_count / doc_count, 0)", above: 30} | host | {host=a}=33! {host=b}=0
          """)
  void shouldJudgeTheDocumentsOfTheIndex(
      String template, String parameters, String groupBy, String expected) {
    String yaml =
        "{name: w, template: %s, index: %s, group_by: [%s], parameters: %s}"
            .formatted(template, index(), groupBy == null ? "" : groupBy, parameters);
    Definition definition = YamlNode.parse("watcher", yaml).bind(json, Definition.class);
    Template found = templates.require("default", template);
    templates.check(found, definition.parameters(), definition.window());
    var window = new Window("@timestamp", NOON.minus(definition.window()), NOON);
    var inquiry = new Inquiry(definition, found, window);
    Plan plan = Plan.of(List.of(inquiry));
    var answer =
        search
            .search(new Search("default", index(), plan.body(), SOON, Search.Lane.FAST))
            .await()
            .atMost(SOON);
    var told = new TreeMap<String, String>();
    for (Finding f : inquiry.read(plan.buckets(0, answer), Set.of()).findings()) {
      Double value = f.reading().value();
      told.put(
          f.key().values().toString(),
          "=" + Sentence.number(value) + (f.reading().breached() ? "!" : ""));
    }
    var sentence = new StringBuilder();
    told.forEach((key, what) -> sentence.append(sentence.isEmpty() ? "" : " ").append(key + what));
    assertEquals(expected == null ? "" : expected, sentence.toString());
  }

  @Test
  void shouldJudgeByAnOwnTemplate() {
    OwnTemplateTest.post(OwnTemplateTest.OWN).then().statusCode(201);
    shouldJudgeTheDocumentsOfTheIndex("slow_share", "{slower: 15, above: 0.5}", "", "{}=0.75!");
    OwnTemplateTest.api().delete("/api/v1/templates/slow_share").then().statusCode(204);
  }
}
