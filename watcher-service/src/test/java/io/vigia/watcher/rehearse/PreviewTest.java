package io.vigia.watcher.rehearse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.WatcherTestResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions held against a real cluster, and shown as a run would tell them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
class PreviewTest {

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String prefix;

  @BeforeEach
  void seed() {
    Week.seed(cluster, prefix);
  }

  @AfterEach
  void repair() {
    given().delete(cluster + "/" + Week.index(prefix) + "-red");
    given().delete(cluster + "/" + prefix + "lengthy");
  }

  @Test
  void shouldShowAllOfARun() {
    Instant bad = Week.BEGIN.plus(Duration.ofMinutes(10));
    Week.post(
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
        .body("samples[0]._source.message", equalTo("m"))
        .body("samples[0]._source.containsKey('user')", equalTo(false))
        .body("top[0].field", equalTo("host"))
        .body("labels.where", containsString(" of " + Week.index(prefix)))
        .body("labels.alertname", equalTo("slow"))
        .body("labels.severity", equalTo("warning"))
        .body("labels.host", startsWith("h"))
        .body("annotations.summary", containsString("against 6.0"))
        .body("query.aggs.q0.filters.filters.0.match_all.size()", equalTo(0))
        .body("notes", hasItem(startsWith("for: ")));
  }

  @Test
  void shouldTakeYamlAndNotShowRedactedFieldsAmongTopValues() {
    Week.post(
            "preview",
            "text/yaml",
            """
            name: slow
            template: test_mean
            index: %s
            window: 1h
            samples: {redact: [user]}
            parameters: {field: took}
            """
                .formatted(Week.index(prefix)))
        .statusCode(200)
        .body("top.field", hasItem("message.keyword"))
        .body("top.findAll { it.field.startsWith('user') }", hasSize(0));
  }

  @Test
  void shouldShowWhatEachDestinationWouldBeTold() {
    String destinations =
        """
        ,"destinations":[
          {"type":"webhook","url":"http://127.0.0.1:1/{{watcher}}?token=s3cret",
           "headers":{"Authorization":"s3cret"},
           "payload":{"text":"{{alertname}} is {{status}}: {{value}}","value":"{{value}}",
                      "team":"{{labels.team}}","more":"{{annotations.more}}"}},
          {"type":"elasticsearch","index":"alerts"}],
         "labels":{"team":"pay"},"annotations":{"more":"at {{to}}"}""";
    Instant bad = Week.BEGIN.plus(Duration.ofMinutes(10));
    String told =
        Week.post("preview?at=" + bad, definition("\"field\":\"took\",\"above\":6", destinations))
            .statusCode(200)
            .body("destinations", hasSize(2))
            .body("destinations[0].receiver", equalTo("http://127.0.0.1:1"))
            .body("destinations[0].payload.text", startsWith("slow is firing: "))
            .body("destinations[0].payload.value", greaterThan(6.0f))
            .body("destinations[0].payload.team", equalTo("pay"))
            .body("destinations[0].payload.more", equalTo("at " + bad))
            .body("destinations[1].receiver", equalTo("cluster default"))
            .body("destinations[1].payload.status", equalTo("firing"))
            .body("destinations[1].payload.samples", hasSize(3))
            .extract()
            .asString();
    assertFalse(told.contains("s3cret"), told);
    Week.post("preview?at=" + bad, definition("\"field\":\"took\",\"above\":99", destinations))
        .body("verdict", equalTo("ok"))
        .body("destinations[0].payload.text", startsWith("slow is firing: "))
        .body("notes", hasItem(startsWith("destinations: nothing fires")));
  }

  @Test
  void shouldSayWhereNothingCouldBeSent() {
    String destinations =
        """
        ,"destinations":[{"type":"webhook","url":"http://h/{{samples}}{{samples}}{{samples}}{{samples}}{{samples}}{{samples}}{{samples}}{{samples}}"}],
         "samples":{"size":10}""";
    Week.post(
            "preview?at=" + Week.BEGIN.plus(Duration.ofMinutes(10)),
            definition("\"field\":\"took\",\"above\":6", destinations))
        .statusCode(200)
        .body("verdict", equalTo("firing"))
        .body("destinations[0].fault", startsWith("url: has become longer than 8192"))
        .body("destinations[0].containsKey('payload')", equalTo(false));
  }

  @Test
  void shouldShowSamplesOfWhatTheAlertIsAboutAlthoughNothingFires() {
    JsonPath preview =
        Week.post(
                "preview?at=" + Week.BEGIN.plus(Duration.ofMinutes(10)),
                definition(
                    "\"field\":\"took\",\"above\":99",
                    ",\"group_by\":\"host\",\"samples\":{\"size\":10}"))
            .statusCode(200)
            .body("verdict", equalTo("ok"))
            .body("verdicts", hasSize(3))
            .extract()
            .jsonPath();
    List<String> hosts = preview.getList("samples._source.host");
    assertEquals(Set.of(preview.getString("labels.host")), Set.copyOf(hosts));
  }

  @Test
  void shouldShowTopValuesOfDocumentsThatAreCut() {
    Instant at = Week.BEGIN.plus(Duration.ofMinutes(10));
    given()
        .contentType("application/json")
        .body(
            "{\"@timestamp\":\"%s\",\"took\":9,\"host\":\"h1\",\"message\":\"%s\"}"
                .formatted(at.minusSeconds(60), "long ".repeat(1000)))
        .post(cluster + "/" + prefix + "lengthy/_doc?refresh=true")
        .then()
        .statusCode(201);
    Week.post(
            "preview?at=" + at,
            definition("\"field\":\"took\",\"above\":6", "")
                .replace(Week.index(prefix), prefix + "lengthy"))
        .statusCode(200)
        .body("samples[0].cut", startsWith("{"))
        .body("top.find { it.field == 'host.keyword' }.value", equalTo("h1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preview?at=-0001-01-01T00:00:00Z",
        "preview?at=+10000-01-01T00:00:00Z",
        "preview?at=+1000000000-12-31T23:59:59Z",
        "backtest?to=-1000000000-01-01T00:00:00Z"
      })
  void shouldRefuseTimesThatNoAlertCanHold(String path) {
    Week.post(
            path,
            "text/yaml",
            "name: slow\ntemplate: test_mean\nindex: %s\nparameters: {field: took}\n"
                .formatted(Week.index(prefix)))
        .statusCode(400)
        .body("field", equalTo(path.replaceAll(".*\\?|=.*", "")))
        .body("detail", containsString("between the years 1 and 9999"));
  }

  @Test
  void shouldMeasureADelayThatIsAuto() {
    Instant at = Week.BEGIN.plus(Duration.ofMinutes(10));
    Week.post(
            "preview?at=" + at, definition("\"field\":\"took\",\"above\":6", ",\"delay\":\"auto\""))
        .statusCode(200)
        .body("at", equalTo(at.toString()))
        .body("to", not(equalTo(at.toString())))
        .body("notes", hasItem(startsWith("delay: auto is PT")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"preview", "validate", "backtest"})
  void shouldNameTheLineOfWhatIsWrong(String path) {
    String yaml =
        "name: slow\ntemplate: test_mean\nindex: logs-*\nevry: 1m\nparameters: {field: took}\n";
    for (String type : List.of("application/yaml", "application/x-yaml", "text/yaml")) {
      Week.post(path, type, yaml)
          .statusCode(400)
          .body("field", equalTo("evry"))
          .body("line", equalTo(4));
    }
  }

  @Test
  void shouldNameTheLineOfWhatACheckRefuses() {
    String yaml =
        "name: slow\ntemplate: new_term\nindex: logs-*\nwindow: 2h\nparameters:\n"
            + "  field: host\n  reference: 1h\n";
    Week.post("preview", "text/yaml", yaml)
        .statusCode(400)
        .body("field", equalTo("parameters.reference"))
        .body("line", equalTo(7))
        .body("detail", containsString("longer than the window"));
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
        .put(cluster + "/" + Week.index(prefix) + "-red?timeout=1ms&wait_for_active_shards=0")
        .then()
        .statusCode(200);
    String both =
        definition("\"field\":\"took\",\"above\":6", "")
            .replace(Week.index(prefix), Week.index(prefix) + "*");
    Week.post("preview", both)
        .statusCode(200)
        .body("verdict", equalTo("unknown"))
        .body("reason", startsWith("SHARD_FAILURES"));
    Week.post("backtest", "{\"definition\":%s,\"days\":1}".formatted(both))
        .statusCode(200)
        .body("windows", equalTo(1440))
        .body("unknown_windows", equalTo(1440))
        .body("unknown", hasSize(1))
        .body("unknown[0].reason", equalTo("SHARD_FAILURES"))
        .body("result.firing", equalTo(0));
    String missing =
        definition("\"field\":\"took\",\"above\":6", "").replace(Week.index(prefix), "nowhere-*");
    Week.post("preview", missing).statusCode(200).body("reason", startsWith("MISSING_INDEX"));
    Week.post("validate", missing).statusCode(200).body("[0].field", equalTo("index"));
  }

  @Test
  void shouldTellWhatIsWrongWithADefinition() {
    Week.post("validate", definition("\"field\":\"took\",\"above\":6", "")).body("", hasSize(0));
    Week.post(
            "validate",
            definition("\"field\":\"message\",\"above\":\"much\"", ",\"group_by\":\"message\""))
        .statusCode(200)
        .body("field", hasItem("parameters.above"))
        .body("field", hasItem("parameters.field"))
        .body("field", hasItem("group_by[0]"))
        .body("find { it.field == 'parameters.field' }.hint", containsString("took"))
        .body("find { it.field == 'group_by[0]' }.hint", equalTo("use message.keyword"));
    Week.post("validate", definition("\"field\":\"took\"", ",\"filter\":{\"no_such_query\":{}}"))
        .statusCode(200)
        .body("[0].field", equalTo("filter"));
    Week.post("validate", definition("\"field\":\"took\"", "").replace("test_mean", "meen"))
        .body("[0].field", equalTo("template"))
        .body("[0].problem", containsString("test_mean"));
  }

  private String definition(String parameters, String more) {
    return Week.definition(prefix, parameters, more);
  }
}
