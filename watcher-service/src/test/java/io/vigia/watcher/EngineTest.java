package io.vigia.watcher;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine by what its users see, on a real cluster: the API, and what the router hears. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
class EngineTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  @Inject Pool pool;

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String prefix;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @ConfigProperty(name = "vigia.topic-prefix")
  String topicPrefix;

  private AlertTopic alerts;

  @BeforeEach
  void topic() {
    alerts = new AlertTopic(kafka, topicPrefix);
  }

  @Test
  void shouldJudgeEachKeyAndTellItsEnd() {
    index("groups");
    document("groups", "\"service\":\"checkout\",\"status\":500,\"card\":\"4111\"");
    document("groups", "\"service\":\"search\",\"status\":200,\"card\":\"4112\"");
    create(
        """
        name: errors-by-service
        template: count_threshold
        index: %sgroups
        every: 1h
        window: 1h
        group_by: [service]
        severity: critical
        labels: {team: "pay-{{key.service}}"}
        annotations: {text: "{{key.service}} has {{value}} errors"}
        samples: {size: 2, redact: [card], top: [service]}
        link: "https://kibana.example/?q={{key.service}}&from={{from}}"
        remediation: {runbook: restart-service, target: "{{key.service}}"}
        parameters: {field: status, value: 500, above: 0}
        """);
    run("errors-by-service").then().body("[0].verdict", equalTo("firing"), "[0].keys", equalTo(1));
    await().atMost(SOON).until(() -> alerts.of("errors-by-service").size() == 1);
    JsonObject alert = alerts.of("errors-by-service").get(0);
    JsonObject labels = alert.getJsonObject("labels");
    assertEquals("checkout", labels.getString("service"));
    assertEquals("pay-checkout", labels.getString("team"));
    assertEquals("critical", labels.getString("severity"));
    JsonObject annotations = alert.getJsonObject("annotations");
    assertEquals("checkout has 1 errors", annotations.getString("text"));
    assertTrue(annotations.getString("samples").contains("\"status\":500"));
    assertFalse(annotations.getString("samples").contains("4111"), "redacted");
    assertTrue(annotations.getString("top").contains("checkout"));
    assertTrue(alert.getString("generatorURL").startsWith("https://kibana.example/?q=checkout&"));
    assertEquals("checkout", alert.getJsonObject("remediation").getString("target"));

    clear("groups");
    document("groups", "\"service\":\"search\",\"status\":200");
    run("errors-by-service").then().body("[0].verdict", equalTo("ok"));
    await().atMost(SOON).until(() -> alerts.of("errors-by-service").size() == 2);
    JsonObject end = alerts.of("errors-by-service").get(1);
    assertEquals("resolved", end.getString("status"));
    assertEquals(labels, end.getJsonObject("labels"));
    assertEquals(alert.getString("startsAt"), end.getString("startsAt"));
    api()
        .get("/api/v1/changes?watcher=errors-by-service")
        .then()
        .body(
            "change",
            equalTo(List.of("resolved", "firing")),
            "[0].key.service",
            equalTo("checkout"));
  }

  @Test
  void shouldKnowNothingWhileAShardIsReallyMissing() {
    index("shards-a");
    document("shards-a", "\"service\":\"a\"");
    create(
        """
        name: silence
        template: missing_data
        index: %sshards-*
        every: 1h
        window: 1h
        """);
    run("silence").then().body("[0].verdict", equalTo("ok"));

    given()
        .contentType("application/json")
        .body(
            """
            {"settings":{"number_of_replicas":0,
             "index.routing.allocation.require._name":"a-node-that-is-not-there"}}""")
        .put(cluster + "/" + prefix + "shards-b?wait_for_active_shards=0&timeout=1s");
    clear("shards-a");
    run("silence")
        .then()
        .body("[0].verdict", equalTo("unknown"), "[0].reason", containsString("SHARD_FAILURES"));
    assertEquals(List.of(), alerts.of("silence"), "a missing shard is no missing data");

    given().delete(cluster + "/" + prefix + "shards-b");
    run("silence").then().body("[0].verdict", equalTo("firing"));
    await().atMost(SOON).until(() -> alerts.of("silence").size() == 1);
    api()
        .get("/api/v1/changes?watcher=silence")
        .then()
        .body("change", equalTo(List.of("firing", "known", "unknown")));
  }

  @Test
  void shouldTellAKeyThatHasFallenSilent() {
    index("beats");
    document("beats", "\"service\":\"alive\"");
    document("beats", "\"service\":\"dying\"");
    create(
        """
        name: hosts
        template: missing_data
        index: %sbeats
        every: 1h
        window: 1h
        group_by: service
        """);
    run("hosts").then().body("[0].verdict", equalTo("ok"), "[0].keys", equalTo(2));
    clear("beats");
    document("beats", "\"service\":\"alive\"");
    run("hosts").then().body("[0].verdict", equalTo("firing"));
    await().atMost(SOON).until(() -> alerts.of("hosts").size() == 1);
    assertEquals("dying", alerts.of("hosts").get(0).getJsonObject("labels").getString("service"));
  }

  @Test
  void shouldCorrectAClosedWindowByLateDocuments() {
    index("late");
    create(
        """
        name: late-errors
        template: count_threshold
        index: %slate
        every: 10s
        window: 10s
        late: 20s
        parameters: {field: status, value: 500, above: 0}
        """);
    await().atMost(SOON).until(() -> runs("late-errors").size() >= 3);
    Instant closed = Instant.parse(runs("late-errors").get(0));
    document("late", "\"status\":500", closed.minusSeconds(5));
    await().atMost(SOON).until(() -> alerts.of("late-errors").size() == 2);
    JsonObject fired = alerts.of("late-errors").get(0);
    assertEquals("firing", fired.getString("status"));
    assertEquals(closed, Instant.parse(fired.getString("startsAt")));
    assertEquals("resolved", alerts.of("late-errors").get(1).getString("status"));
    api().get("/api/v1/runs?watcher=late-errors").then().body("corrected", hasItems(true, false));
    delete("late-errors");
  }

  @Test
  void shouldMakeUpForWindowsThatNobodyRan() {
    index("catch-up");
    create(
        """
        name: catch-up
        template: count_threshold
        index: %scatch-up
        every: 1m
        window: 1m
        parameters: {field: status, value: 500, above: 0}
        """);
    await().atMost(SOON).until(() -> state("catch-up") == 1);
    sql(
        "update watcher_state set next_run_at = next_run_at - interval '15 minutes'"
            + " where watcher = (select id from watcher where name = 'catch-up')");
    await().atMost(SOON).until(() -> runs("catch-up").size() >= 15);
    Set<Instant> due =
        runs("catch-up").stream()
            .map(Instant::parse)
            .collect(Collectors.toCollection(HashSet::new));
    Instant last = due.stream().max(Instant::compareTo).orElseThrow();
    IntStream.range(0, 14)
        .forEach(
            i ->
                assertTrue(
                    due.contains(last.minusSeconds(60L * i)), "a window was left out: " + i));
    delete("catch-up");
  }

  @Test
  void shouldLetOneBadQuestionSpoilNoOther() {
    index("poison");
    document("poison", "\"service\":\"a\",\"status\":500,\"text\":\"words\"");
    String common = "index: %spoison\nevery: 3s\nwindow: 1h\n";
    create(
        "name: good\ntemplate: count_threshold\n"
            + common
            + "parameters: {field: status, value: 500, above: 0}\n");
    create(
        "name: bad\ntemplate: avg_threshold\n" + common + "parameters: {field: text, above: 1}\n");
    create(
        "name: unspeakable\ntemplate: count_threshold\n"
            + common
            + "parameters: {field: status, value: 500, above: 0}\nlabels: {spoken: x}\n");
    sql( // as an older release took it
        "update watcher set version = version + 1, definition = replace(definition, 'spoken', '%s')"
                .formatted("a".repeat(200))
            + " where name = 'unspeakable'");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              last("bad").then().body("[0].verdict", equalTo("unknown"));
              last("unspeakable").then().body("[0].verdict", equalTo("unknown"));
              last("good").then().body("[0].verdict", equalTo("firing"));
            });
    last("bad").then().body("[0].reason", containsString("REJECTED"));
    delete("good");
    delete("bad");
    delete("unspeakable");
    await().atMost(SOON).until(() -> alerts.of("good").size() == 2);
    assertEquals(
        "its watcher was deleted",
        alerts.of("good").get(1).getJsonObject("annotations").getString("summary"));
  }

  @Test
  void shouldAskForManyWatchersOfOneIndexAtOnce() {
    index("merged");
    document("merged", "\"service\":\"a\",\"status\":500");
    var names = IntStream.range(0, 30).mapToObj(i -> "merged-" + i).toList();
    String list =
        names.stream()
            .map(
                name ->
                    """
                    {"name":"%s","template":"count_threshold","index":"%smerged","every":"1h",
                     "window":"1h","parameters":{"field":"status","value":500,"above":0}}"""
                        .formatted(name, prefix))
            .collect(Collectors.joining(",", "[", "]"));
    api()
        .contentType("application/json")
        .body(list)
        .post("/api/v1/watchers")
        .then()
        .statusCode(201);
    await().atMost(SOON).until(() -> state("merged-%") == 30);
    double before = searches();
    sql(
        "update watcher_state set next_run_at = now()"
            + " where watcher in (select id from watcher where name like 'merged-%')");
    await().atMost(SOON).until(() -> runs("merged-29").size() == 1 && runs("merged-0").size() == 1);
    assertTrue(searches() - before < 10, "30 watchers took " + (searches() - before) + " searches");
    last("merged-7").then().body("[0].verdict", equalTo("firing"), "[0].value", equalTo(1.0f));
    names.forEach(this::delete);
  }

  @Test
  void shouldShowAPageWithRunsAndTheirQueries() {
    index("page");
    create(
        """
        name: for-the-page
        template: count_threshold
        index: %spage
        every: 1h
        parameters: {field: status, value: 500, above: 0}
        """);
    run("for-the-page");
    api()
        .get("/?watcher=for-the-page")
        .then()
        .statusCode(200)
        .body(containsString("for-the-page"), containsString("track_total_hits"));
    given().get("/").then().statusCode(401);
  }

  private int state(String pattern) {
    return pool.query(
            "select count(*) from watcher_state s join watcher w on w.id = s.watcher"
                + " where w.name like '"
                + pattern
                + "' and s.version > 0")
        .execute()
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getInteger(0);
  }

  private double searches() {
    String metrics = given().header("X-API-Key", "test-key").get("/q/metrics").asString();
    return metrics
        .lines()
        .filter(line -> line.startsWith("vigia_watcher_searches_total{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private void sql(String text) {
    pool.query(text).execute().await().atMost(SOON);
  }

  private void create(String yaml) {
    api()
        .contentType("application/yaml")
        .body(yaml.replace("%s", prefix).getBytes(StandardCharsets.UTF_8))
        .post("/api/v1/watchers")
        .then()
        .statusCode(201);
  }

  private void delete(String name) {
    api().delete("/api/v1/watchers/" + name).then().statusCode(204);
  }

  /** Runs it now, and answers its last run. */
  private Response run(String name) {
    Instant before = Instant.now();
    api().post("/api/v1/watchers/" + name + "/run").then().statusCode(202);
    await()
        .atMost(SOON)
        .until(
            () ->
                runs(name).stream()
                    .map(Instant::parse)
                    .anyMatch(at -> at.isAfter(before.minusMillis(50))));
    return last(name);
  }

  private Response last(String name) {
    return api().get("/api/v1/runs?limit=1&watcher=" + name);
  }

  /** The due times of its runs, the newest first. */
  private List<String> runs(String name) {
    return api().get("/api/v1/runs?limit=100&watcher=" + name).jsonPath().getList("at");
  }

  private void index(String name) {
    given()
        .contentType("application/json")
        .body(
            """
            {"settings":{"number_of_replicas":0},"mappings":{"properties":{
             "@timestamp":{"type":"date"},"service":{"type":"keyword"},"status":{"type":"integer"},
             "text":{"type":"text"}}}}""")
        .put(cluster + "/" + prefix + name)
        .then()
        .statusCode(200);
  }

  private void clear(String name) {
    given()
        .contentType("application/json")
        .body("{\"query\":{\"match_all\":{}}}")
        .post(cluster + "/" + prefix + name + "/_delete_by_query?refresh=true")
        .then()
        .statusCode(200);
  }

  private void document(String name, String fields) {
    document(name, fields, Instant.now().minusSeconds(10));
  }

  private void document(String name, String fields, Instant at) {
    given()
        .contentType("application/json")
        .body("{\"@timestamp\":\"%s\",%s}".formatted(at, fields))
        .post(cluster + "/" + prefix + name + "/_doc?refresh=true")
        .then()
        .statusCode(201);
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key");
  }
}
