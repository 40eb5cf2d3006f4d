package io.vigia.watcher;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vigia.platform.PlatformTestResource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine by what its users see, on a real cluster: the API, and what the router hears. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
class EngineTest extends EngineCase {

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
}
