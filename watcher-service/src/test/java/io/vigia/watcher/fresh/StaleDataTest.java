package io.vigia.watcher.fresh;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.AlertTopic;
import io.vigia.watcher.WatcherTestResource;
import io.vigia.watcher.deliver.Receiver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of data that stops coming, from the index to the webhook and the router. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
class StaleDataTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String prefix;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @ConfigProperty(name = "vigia.topic-prefix")
  String topicPrefix;

  private Receiver hook;

  @BeforeEach
  void listen() throws IOException {
    hook = new Receiver();
  }

  @AfterEach
  void stop() {
    hook.close();
  }

  @Test
  void shouldTellTheWebhookAskForARestartAndCount() {
    document("stale", Duration.ofMinutes(10));
    monitor(
        "listener",
        """
        "index":"%sstale","elastic_doc_name":"unit-7","document_field":"unit.keyword",
        "namespace":"acme","alert_enabled":true,"alert_webhook_url":"%s"
        """);
    check("listener")
        .body("last_failure", notNullValue(), "last_success", nullValue())
        .body("failure_count", equalTo(1));
    await().atMost(SOON).until(() -> hook.messages().size() == 1);
    JsonObject told = new JsonObject(hook.messages().get(0).body());
    assertEquals(Set.of("text", "timestamp"), told.fieldNames());
    String text = told.getString("text");
    assertTrue(
        text.matches(
            "\\[firing] listener, document unit-7, namespace acme: the newest document is 6\\d\\d"
                + "(\\.\\d+)? s old, of .+Z; it may be 300 s old"),
        text);
    Instant at = Instant.parse(told.getString("timestamp"));
    assertTrue(Duration.between(at, Instant.now()).abs().compareTo(SOON) < 0, "now: " + at);
    await().atMost(SOON).until(() -> alerts("listener").size() == 1);
    assertEquals(
        new JsonObject().put("runbook", "restart-service").put("target", "acme/listener"),
        alerts("listener").get(0).getJsonObject("remediation"));

    check("listener").body("failure_count", equalTo(2));
    document("stale", Duration.ofSeconds(20));
    check("listener")
        .body("last_success", notNullValue(), "last_failure", notNullValue())
        .body("failure_count", equalTo(0));
    await().atMost(SOON).until(() -> hook.messages().size() == 2);
    told = new JsonObject(hook.messages().get(1).body());
    assertEquals(Set.of("text", "timestamp"), told.fieldNames());
    assertTrue(told.getString("text").startsWith("[resolved] listener, document unit-7"), text);
    await().atMost(SOON).until(() -> alerts("listener").size() == 2);
    assertEquals("resolved", alerts("listener").get(1).getString("status"));
    delete("listener");
  }

  @Test
  void shouldDoNothingThatIsSwitchedOff() {
    document("quiet", Duration.ofMinutes(10));
    monitor(
        "quiet",
        """
        "index":"%squiet","restart_enabled":false,"alert_enabled":false,"alert_webhook_url":"%s"
        """);
    check("quiet").body("failure_count", equalTo(1));
    await().atMost(SOON).until(() -> alerts("quiet").size() == 1);
    assertNull(alerts("quiet").get(0).getValue("remediation"));
    api()
        .get("/api/v1/notices?watcher=" + api().get("/api/v1/freshness/quiet").path("id"))
        .then()
        .statusCode(200)
        .body("size()", equalTo(0));
    delete("quiet");
  }

  @Test
  void shouldWaitForAsManyFailuresAsItIsToldTo() {
    document("patient", Duration.ofMinutes(10));
    monitor(
        "patient",
        """
        "index":"%spatient","min_failure_count":2,"alert_enabled":true,"alert_webhook_url":"%s"
        """);
    check("patient").body("failure_count", equalTo(1));
    assertEquals(List.of(), alerts("patient"), "one failure is not enough");
    check("patient").body("failure_count", equalTo(2));
    await().atMost(SOON).until(() -> alerts("patient").size() == 1);
    await().atMost(SOON).until(() -> hook.messages().size() == 1);
    delete("patient");
  }

  @Test
  void shouldNeitherTellNorRestartWhatItCannotKnow() {
    monitor(
        "unknown",
        """
        "index":"%sunknown-*","retry_attempts":0,"alert_enabled":true,"alert_webhook_url":"%s"
        """);
    check("unknown")
        .body("last_failure", nullValue(), "last_success", nullValue())
        .body("failure_count", equalTo(0));
    reason("unknown", "MISSING_INDEX");

    document("unknown-a", Duration.ofMinutes(10));
    given()
        .contentType("application/json")
        .body(
            """
            {"settings":{"number_of_replicas":0,
             "index.routing.allocation.require._name":"a-node-that-is-not-there"}}""")
        .put(cluster + "/" + prefix + "unknown-b?wait_for_active_shards=0&timeout=1s");
    check("unknown").body("last_failure", nullValue(), "failure_count", equalTo(0));
    reason("unknown", "SHARD_FAILURES");
    assertEquals(List.of(), alerts("unknown"), "nothing for the router, so no restart");
    assertEquals(List.of(), hook.messages());

    given().delete(cluster + "/" + prefix + "unknown-b").then().statusCode(200);
    check("unknown").body("last_failure", notNullValue(), "failure_count", equalTo(1));
    await().atMost(SOON).until(() -> hook.messages().size() == 1);
    await().atMost(SOON).until(() -> alerts("unknown").size() == 1);
    delete("unknown");
  }

  private void reason(String monitor, String expected) {
    api()
        .get("/api/v1/runs?limit=1&watcher=" + monitor)
        .then()
        .body("[0].verdict", equalTo("unknown"), "[0].reason", containsString(expected));
  }

  /** It is checked when it is told to alone. */
  private void monitor(String name, String settings) {
    api()
        .body(
            "{\"service_type\":\"%s\",\"check_interval_minutes\":600,%s}"
                .formatted(name, settings.replaceFirst("%s", prefix).replace("%s", hook.url())))
        .post("/api/v1/freshness")
        .then()
        .statusCode(201)
        .body("last_check", nullValue());
  }

  /** Checks it now; the monitor as it is then. */
  private ValidatableResponse check(String name) {
    String before = lastCheck(name);
    api().post("/api/v1/watchers/" + name + "/run").then().statusCode(202);
    await().atMost(SOON).until(() -> !String.valueOf(lastCheck(name)).equals(before + ""));
    return api().get("/api/v1/freshness/" + name).then().statusCode(200);
  }

  private static String lastCheck(String name) {
    return api().get("/api/v1/freshness/" + name).path("last_check");
  }

  private List<JsonObject> alerts(String monitor) {
    return new AlertTopic(kafka, topicPrefix).of(monitor);
  }

  private void document(String index, Duration age) {
    given()
        .contentType("application/json")
        .body("{\"@timestamp\":\"%s\",\"unit\":\"unit-7\"}".formatted(Instant.now().minus(age)))
        .post(cluster + "/" + prefix + index + "/_doc?refresh=true")
        .then()
        .statusCode(201);
  }

  private static void delete(String name) {
    api().delete("/api/v1/freshness/" + name).then().statusCode(204);
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key").contentType("application/json");
  }
}
