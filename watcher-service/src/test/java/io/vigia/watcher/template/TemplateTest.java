package io.vigia.watcher.template;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.ask.Plan;
import io.vigia.watcher.cluster.Search;
import io.vigia.watcher.cluster.SearchClient;
import io.vigia.watcher.watch.Definition;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Every template over a real index, and own templates through the API and the folder. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(TemplateTestResource.class)
class TemplateTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant NOON = Instant.parse("2026-01-08T12:00:00Z");
  private static boolean seeded;

  private static final String OWN =
      """
      name: slow_share
      help: {en: Fires when too many requests are slow.}
      parameters:
        properties:
          slower: {type: number}
          above: {type: number, x-threshold: true}
        required: [slower, above]
      example: {slower: 100, above: 0.5}
      aggs:
        slow: {filter: {range: {latency: {gt: "{{slower}}"}}}}
      value: slow.doc_count / doc_count
      breach: {above: "{{above}}"}
      summary: "{{value}} of the requests are slower than {{slower}}"
      """;

  @Inject TemplateStore templates;

  @Inject SearchClient search;

  @Inject ObjectMapper json;

  @Inject Pool pool;

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String indexPrefix;

  @ConfigProperty(name = "vigia.watcher.templates-dir")
  String folder;

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
    templates.check(found, definition.parameters());
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
  void shouldListAllWithTheirQueries() {
    api()
        .get("/api/v1/templates")
        .then()
        .statusCode(200)
        .body("templates.find { it.name == 'spike' }.origin", equalTo("built-in"))
        .body("templates.find { it.name == 'spike' }.help.es", containsString("Avisa"))
        .body(
            "templates.find { it.name == 'avg_threshold' }.parameters.properties.field.x-field",
            equalTo("numeric"));
    api()
        .get("/api/v1/templates/avg_threshold")
        .then()
        .statusCode(200)
        .body("queries.now.aggs.v.avg.field", equalTo("latency"))
        .body("declaration", containsString("{{field}}"));
    api().get("/api/v1/templates/nothing").then().statusCode(404);
  }

  @Test
  void shouldTakeOwnTemplatesOfATenantWithoutARestart() {
    post(OWN).then().statusCode(201).body("origin", equalTo("tenant"));
    post(OWN).then().statusCode(409);
    shouldJudgeTheDocumentsOfTheIndex("slow_share", "{slower: 15, above: 0.5}", "", "{}=0.75!");
    api("other-key").get("/api/v1/templates/slow_share").then().statusCode(404);
    assertTrue(templates.find("other", "slow_share").isEmpty());

    put(OWN.replace("requests are slow", "are very slow")).then().statusCode(200);
    put("{\"name\":\"slow_share\",\"help\":{\"en\":\"as JSON\"},\"parameters\":{},"
            + "\"example\":{},\"breach\":{\"above\":1},\"summary\":\"{{value}}\"}")
        .then()
        .statusCode(200)
        .body("help.en", equalTo("as JSON"));
    api().delete("/api/v1/templates/slow_share").then().statusCode(204);
    api().delete("/api/v1/templates/slow_share").then().statusCode(404);
    assertTrue(templates.find("default", "slow_share").isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          aggs:                         | aggs: [               | template line 11:
          slower: {type: number         | slower: {type: nombre | parameters.properties.slower.type
          "{{slower}}"                  | "{{slow}}"            | template line 10: {{slow}} names no parameter; there are above, slower
          value: slow.doc_count         | value: fast.doc_count | template line 11: value: 'fast.doc_count' is nothing in the answer
          example: {slower: 100         | example: {slower: no  | example.slower: boolean found, number expected
          aggs:                         | filter: &f {not: *f}\\naggs: | template line 9: more than 30 levels, its aliases resolved
          name: slow_share              | name: avg_threshold   | 'avg_threshold' is built in
          breach:                       | breech:               | unknown field 'breech'
          """)
  void shouldRefuseABrokenOneSayingWhatAndWhere(String good, String bad, String complaint) {
    post(OWN.replace(good, bad.replace("\\n", "\n")))
        .then()
        .statusCode(400)
        .body("detail", containsString(complaint));
    api().get("/api/v1/templates").then().body("templates.name", not(hasItem("slow_share")));
  }

  @Test
  void shouldKeepBuiltInOnesAndAskForTheRole() {
    api().delete("/api/v1/templates/avg_threshold").then().statusCode(409);
    given().get("/api/v1/templates").then().statusCode(401);
  }

  @Test
  void shouldNotRemoveWhatWatchersUse() {
    post(OWN.replace("slow_share", "used")).then().statusCode(201);
    pool.query(
            """
            insert into watcher (id, tenant, name, enabled, definition)
            values (gen_random_uuid(), 'default', 'its-user', false, '{"template":"used"}')""")
        .execute()
        .await()
        .atMost(SOON);
    api()
        .delete("/api/v1/templates/used")
        .then()
        .statusCode(409)
        .body("detail", equalTo("watchers use it: its-user"));
    pool.query("delete from watcher where name = 'its-user'").execute().await().atMost(SOON);
    api().delete("/api/v1/templates/used").then().statusCode(204);
  }

  @Test
  void shouldFollowTheFolderAndKeepTheLastGoodVersion() throws IOException {
    Path file = Path.of(folder, "slow.yml");
    Files.writeString(file, OWN.replace("slow_share", "from_folder"));
    await().atMost(SOON).until(() -> templates.find("other", "from_folder").isPresent());
    api()
        .get("/api/v1/templates/from_folder")
        .then()
        .body("origin", equalTo("folder"))
        .body("fault", nullValue());

    Files.writeString(
        file, OWN.replace("slow_share", "from_folder").replace("{{slower}}", "{{s}}"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                api()
                    .get("/api/v1/templates")
                    .then()
                    .body("faults", hasItem(containsString("slow.yml line 10: {{s}} names no"))));
    assertTrue(templates.find("other", "from_folder").isPresent(), "the last good version");
    api()
        .get("/api/v1/templates/from_folder")
        .then()
        .body("fault", containsString("slow.yml line 10"))
        .body("declaration", containsString("{{slower}}"));

    Files.writeString(Path.of(folder, "taken.yml"), OWN.replace("slow_share", "spike"));
    Files.delete(file);
    await().atMost(SOON).until(() -> templates.find("other", "from_folder").isEmpty());
    api()
        .get("/api/v1/templates")
        .then()
        .body("faults", hasSize(1))
        .body("faults[0]", containsString("'spike' is built in"));
    Files.delete(Path.of(folder, "taken.yml"));
  }

  private static Response post(String text) {
    return api()
        .contentType("application/yaml")
        .body(text.getBytes(UTF_8))
        .post("/api/v1/templates");
  }

  private static Response put(String text) {
    String type = text.startsWith("{") ? "application/json" : "application/yaml";
    return api().contentType(type).body(text.getBytes(UTF_8)).put("/api/v1/templates");
  }

  private static RequestSpecification api() {
    return api("test-key");
  }

  private static RequestSpecification api(String key) {
    return given().header("X-API-Key", key);
  }
}
