package io.vigia.watcher.rehearse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.WatcherTestResource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trying definitions out on a real cluster with a week of documents. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
class RehearsalTest {

  private static final Instant END = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private static final Instant BEGIN = END.minus(Duration.ofDays(7));
  private static boolean seeded;

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String prefix;

  @BeforeEach
  void seed() {
    if (!seeded) {
      given()
          .contentType("application/json")
          .body(
              """
              {"settings":{"number_of_shards":2,"number_of_replicas":0},"mappings":{"properties":{
                "@timestamp":{"type":"date"},"took":{"type":"integer"},"host":{"type":"keyword"},"shop":{"type":"keyword"},
                "message":{"type":"text","fields":{"keyword":{"type":"keyword"}}},
                "user":{"properties":{"mail":{"type":"keyword"}}}}}}""")
          .put(cluster + "/" + index())
          .then()
          .statusCode(200);
      var random = new Random(7);
      for (int day = 0; day < 7; day++) {
        var bulk = new StringBuilder();
        for (int minute = 0; minute < 1440; minute++) {
          int at = day * 1440 + minute;
          for (int i = 0; i < 1 + random.nextInt(2); i++) {
            bulk.append("{\"index\":{}}\n").append(document(random, at)).append('\n');
          }
        }
        given()
            .contentType("application/x-ndjson")
            .body(bulk.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .post(cluster + "/" + index() + "/_bulk?refresh=true")
            .then()
            .statusCode(200)
            .body("errors", equalTo(false));
      }
      seeded = true;
    }
  }

  @AfterEach
  void repair() {
    given().delete(cluster + "/" + index() + "-red");
  }

  /** One bad quarter of an hour each four hours; a quiet half hour each day. */
  private static String document(Random random, int minute) {
    boolean bad = minute % 240 < 15;
    Instant at = BEGIN.plusSeconds(60L * minute).plusMillis(random.nextInt(60_000));
    int took = minute % 1440 >= 700 && minute % 1440 < 730 ? 0 : random.nextInt(4) + (bad ? 8 : 0);
    return "{\"@timestamp\":\"%s\",\"took\":%d,\"host\":\"h%d\",\"shop\":\"s%d\",\"message\":\"m\",\"user\":{\"mail\":\"a@b.c\"}}"
        .formatted(at, took, random.nextInt(3), random.nextInt(12));
  }

  @Test
  void shouldReplayAWeekOfMinutesInOneSearchAndAgreeWithSingleRuns() {
    String definition = definition("\"field\":\"took\",\"above\":6", "");
    JsonPath week =
        post(
                "backtest",
                """
                {"definition":%s,"from":"%s","to":"%s","thresholds":{"above":[2,6,100]}}"""
                    .formatted(definition, BEGIN, END))
            .statusCode(200)
            .body("windows", equalTo(10_080))
            .body("searches", equalTo(1))
            .body("unknown_windows", equalTo(0))
            .body("result.firing", equalTo(42))
            .body("result.notifications", equalTo(84))
            .body("alternatives", hasSize(3))
            .body("alternatives[1].firing", equalTo(42))
            .body("alternatives[2].firing", equalTo(0))
            .extract()
            .jsonPath();
    System.out.printf(
        "7 days at 1 min: %s windows, %s search, request of %s bytes, took %s%n",
        week.getString("windows"),
        week.getString("searches"),
        week.getString("request_bytes"),
        week.getString("took"));
    assertTrue(week.getInt("alternatives[0].firing") > 42, "a lower limit fires more often");
    assertEquals(
        week.getDouble("result.firing_share"), week.getDouble("alternatives[1].firing_share"));

    agrees(definition, week, 50);
  }

  @Test
  void shouldReplayTwoWindowsPerRunInOneSearch() {
    String definition = definition("\"field\":\"took\",\"times\":3", "");
    JsonPath week =
        post(
                "backtest",
                "{\"definition\":%s,\"from\":\"%s\",\"to\":\"%s\"}"
                    .formatted(definition, BEGIN, END))
            .statusCode(200)
            .body("searches", equalTo(1))
            .extract()
            .jsonPath();
    assertTrue(week.getInt("result.firing") > 5);
    agrees(definition, week, 20);
  }

  @Test
  void shouldCutGroupedWatchersByTheKeysThatThereAre() {
    String definition = definition("\"field\":\"took\",\"above\":7", ",\"group_by\":\"shop\"");
    JsonPath week =
        post(
                "backtest",
                "{\"definition\":%s,\"from\":\"%s\",\"to\":\"%s\"}"
                    .formatted(definition, BEGIN, END))
            .statusCode(200)
            .body("result.keys", equalTo(12))
            .body("incomplete_windows", equalTo(0))
            .extract()
            .jsonPath();
    assertEquals(1 + 3, week.getInt("searches"), "one to count the keys, then 14 buckets a window");
  }

  /** Runs a sample of the windows by themselves and compares. */
  private void agrees(String definition, JsonPath week, int sample) {
    List<Map<String, Object>> episodes = week.getList("result.episodes");
    var random = new Random(11);
    for (int i = 0; i < sample; i++) {
      // half of them around the bad quarters, where it matters
      int minute = 1 + random.nextInt(10_080);
      minute = i % 2 == 0 ? minute : Math.max(1, minute / 240 * 240 + random.nextInt(20));
      Instant due = BEGIN.plusSeconds(60L * minute);
      String alone =
          post("preview?at=" + due, definition).statusCode(200).extract().path("verdict");
      boolean fires =
          episodes.stream()
              .anyMatch(
                  e ->
                      !due.isBefore(Instant.parse((String) e.get("from")))
                          && (e.get("to") == null
                              || due.isBefore(Instant.parse((String) e.get("to")))));
      assertEquals(fires ? "firing" : "ok", alone, due.toString());
    }
  }

  @Test
  void shouldShowAllOfARun() {
    Instant bad = BEGIN.plus(Duration.ofMinutes(10));
    post(
            "preview?at=" + bad,
            definition(
                "\"field\":\"took\",\"above\":6",
                """
                ,"group_by":"host","samples":{"size":2,"redact":["user"]},
                "labels":{"where":"{{key.host}} of {{index}}"},"for":3"""))
        .statusCode(200)
        .body("verdict", equalTo("firing"))
        .body("verdicts", hasSize(3))
        .body("verdicts[0].breached", equalTo(true))
        .body("verdicts[0].summary", containsString("against 6.0"))
        .body("samples", hasSize(2))
        .body("samples[0].message", equalTo("m"))
        .body("samples[0].containsKey('user')", equalTo(false))
        .body("top[0].field", equalTo("host"))
        .body("labels.where", containsString(" of " + index()))
        .body("query.aggs.q0.filters.filters.0.match_all.size()", equalTo(0))
        .body("notes", hasItem(startsWith("for: ")));
  }

  @Test
  void shouldTakeYamlAndNotShowRedactedFieldsAmongTopValues() {
    given()
        .header("X-API-Key", "test-key")
        .contentType("application/yaml")
        .body(
            """
            name: slow
            template: test_mean
            index: %s
            window: 1h
            samples: {redact: [user]}
            parameters: {field: took}
            """
                .formatted(index())
                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .post("/api/v1/preview")
        .then()
        .statusCode(200)
        .body("top.field", hasItem("message.keyword"))
        .body("top.findAll { it.field.startsWith('user') }", hasSize(0));
  }

  @Test
  void shouldKnowNothingWhereTheClusterDoesNotAnswerWholly() {
    given()
        .contentType("application/json")
        .body(
            """
            {"settings":{"number_of_replicas":0,
              "index.routing.allocation.require._name":"no-such-node"},
             "mappings":{"properties":{"@timestamp":{"type":"date"},"took":{"type":"integer"}}}}""")
        .put(cluster + "/" + index() + "-red?timeout=1ms&wait_for_active_shards=0")
        .then()
        .statusCode(200);
    String both = definition("\"field\":\"took\",\"above\":6", "").replace(index(), index() + "*");
    post("preview", both)
        .statusCode(200)
        .body("verdict", equalTo("unknown"))
        .body("reason", startsWith("SHARD_FAILURES"));
    post("backtest", "{\"definition\":%s,\"days\":1}".formatted(both))
        .statusCode(200)
        .body("windows", equalTo(1440))
        .body("unknown_windows", equalTo(1440))
        .body("unknown", hasSize(1))
        .body("unknown[0].reason", equalTo("SHARD_FAILURES"))
        .body("result.firing", equalTo(0));
    String missing = definition("\"field\":\"took\",\"above\":6", "").replace(index(), "nowhere-*");
    post("preview", missing).statusCode(200).body("reason", startsWith("MISSING_INDEX"));
    post("validate", missing).statusCode(200).body("[0].field", equalTo("index"));
  }

  @Test
  void shouldTellWhatIsWrongWithADefinition() {
    post("validate", definition("\"field\":\"took\",\"above\":6", "")).body("", hasSize(0));
    post(
            "validate",
            definition("\"field\":\"message\",\"above\":\"much\"", ",\"group_by\":\"message\""))
        .statusCode(200)
        .body("field", hasItem("parameters.above"))
        .body("field", hasItem("parameters.field"))
        .body("field", hasItem("group_by[0]"))
        .body("find { it.field == 'parameters.field' }.hint", containsString("took"))
        .body("find { it.field == 'group_by[0]' }.hint", equalTo("use message.keyword"));
    post("validate", definition("\"field\":\"took\"", ",\"filter\":{\"no_such_query\":{}}"))
        .statusCode(200)
        .body("[0].field", equalTo("filter"));
    post("validate", definition("\"field\":\"took\"", "").replace("test_mean", "meen"))
        .body("[0].field", equalTo("template"))
        .body("[0].problem", containsString("test_mean"));
  }

  @Test
  void shouldRefuseWhatCannotBeReplayed() {
    String definition = definition("\"field\":\"took\",\"above\":6", ",\"every\":\"5s\"");
    post("backtest", "{\"definition\":%s,\"days\":7}".formatted(definition))
        .statusCode(400)
        .body("field", equalTo("days"))
        .body("detail", containsString("more than 50,000 runs"));
    post("backtest", "{\"definition\":%s,\"days\":32}".formatted(definition)).statusCode(400);
    post(
            "backtest",
            "{\"definition\":%s,\"days\":1,\"thresholds\":{\"field\":[1]}}".formatted(definition))
        .statusCode(400)
        .body("field", equalTo("thresholds.field"));
    post("preview", definition.replace("\"window\"", "\"tenant\":\"other\",\"window\""))
        .statusCode(400)
        .body("field", equalTo("tenant"));
  }

  private String index() {
    return prefix + "rehearse";
  }

  private String definition(String parameters, String more) {
    return """
        {"name":"slow","template":"test_mean","index":"%s","window":"PT5M",
         "parameters":{%s}%s}"""
        .formatted(index(), parameters, more);
  }

  private static ValidatableResponse post(String path, String body) {
    return given()
        .header("X-API-Key", "test-key")
        .contentType("application/json")
        .body(body)
        .post("/api/v1/" + path)
        .then();
  }
}
