package io.vigia.remediation;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.contracts.RemediationRequest;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.event.EventPublisher;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Remediation against the real engines, through its public interfaces. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RemediationTestResource.class)
class RemediationTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject EventPublisher publisher;
  @Inject EventMapper events;

  @AfterEach
  void allow() {
    RemediationTestResource.health(200);
    killSwitch("{\"on\":false}").then().statusCode(200);
  }

  @Test
  void shouldRunARunbookOnceForACapturedAlertThatComesTwice() throws IOException {
    String firing = capture("am-firing.json");
    for (String path : List.of("/webhook", "/api/v1/alertmanager")) {
      api()
          .body(firing)
          .post(path)
          .then()
          .statusCode(200)
          .body("received", equalTo(1))
          .body("accepted[0].runbook", equalTo("call-fake-service"));
    }
    JsonPath done = ended("fake-service");
    assertEquals("succeeded", done.getString("status"), done.prettify());
    assertTrue(done.getBoolean("verified"));
    assertEquals(1, calls("fake-service"));
    api().body(capture("am-resolved.json")).post("/webhook").then().statusCode(200);
    api().body(firing).post("/webhook").then().statusCode(200);
    api()
        .get("/api/v1/executions?limit=1000")
        .then()
        .body("findAll { it.target == 'fake-service' }", hasSize(1));
    assertEquals(1, calls("fake-service"));
    api()
        .get("/api/v1/executions/" + done.getString("id"))
        .then()
        .body("audit.what", equalTo(List.of("queued", "allowed", "acted", "succeeded")))
        .body("execution.durations.verify", notNullValue());
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertTrue(
                    log().stream()
                        .anyMatch(
                            l ->
                                l.contains("execution=" + done.getString("id"))
                                    && l.contains("status=succeeded verified=true"))));
  }

  @Test
  void shouldRestartAServiceOfTheSuiteWhenTheRouterAsks() throws IOException {
    request("restart-service", "anomaly-service");
    JsonPath done = ended("anomaly-service");
    assertEquals("succeeded", done.getString("status"), done.prettify());
    assertEquals(
        List.of("restart anomaly-service"),
        Files.readAllLines(RemediationTestResource.folder().resolve("restarts")));
    String environment = Files.readString(RemediationTestResource.folder().resolve("env"));
    assertTrue(environment.contains("VIGIA_HOME=" + RemediationTestResource.folder()));
    assertFalse(environment.contains("MAVEN"), "only what the launcher needs");
  }

  @Test
  void shouldDenyWithTheReasonWhileTheKillSwitchIsOnAndRunWhenTriedAgain() throws IOException {
    killSwitch("{\"on\":true,\"reason\":\"maintenance of rack 4\"}").then().statusCode(200);
    String service = "denied-" + UUID.randomUUID();
    webhook(service, Instant.now()).then().statusCode(200);
    JsonPath denied = ended(service);
    assertEquals("denied", denied.getString("status"));
    assertEquals("kill-switch", denied.getString("decision"));
    assertTrue(denied.getString("reason").contains("maintenance of rack 4"));
    assertEquals(0, calls(service));

    allow();
    String id = denied.getString("id");
    api().post("/api/v1/executions/" + id + "/retry").then().statusCode(200);
    await().atMost(SOON).until(() -> "succeeded".equals(execution(service).getString("status")));
    assertEquals(1, calls(service));
    api().post("/api/v1/executions/" + id + "/retry").then().statusCode(409);
  }

  @Test
  void shouldFailWhenTheTargetDoesNotGetWell() {
    RemediationTestResource.health(500);
    String service = "sick-" + UUID.randomUUID();
    webhook(service, Instant.now());
    JsonPath done = ended(service);
    assertEquals("failed", done.getString("status"));
    assertTrue(done.getString("reason").contains("HTTP 500"), done.getString("reason"));
    assertFalse(done.getBoolean("verified"));
  }

  @Test
  void shouldDenyWhatNoRunbookIsFor() {
    String service = "unknown-" + UUID.randomUUID();
    request("reboot-the-world", service);
    JsonPath done = ended(service);
    assertEquals("unknown-runbook", done.getString("decision"));
    assertTrue(done.getString("reason").contains("restart-service"));
  }

  @Test
  void shouldNotBeTalkedIntoRestartingAnythingElse() throws IOException {
    String target = "; touch /tmp/owned-" + UUID.randomUUID();
    request("restart-service", target);
    JsonPath done = ended(target);
    assertEquals("failed", done.getString("status"));
    assertTrue(done.getString("reason").contains("no service of the suite"));
  }

  @Test
  void shouldNameWhatIsWrong() throws IOException {
    String firing = capture("am-firing.json");
    refused(firing.replace("\"version\":\"4\"", "\"version\":\"3\""), "version");
    refused("{\"version\":\"4\",\"alerts\":[]}", "alerts");
    refused("{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\"}]}", "alerts[0].labels");
    refused(
        firing.replace("\"status\":\"firing\",\"labels\"", "\"status\":\"x\",\"labels\""),
        "alerts[0].status");
    killSwitch("{\"on\":true}").then().statusCode(400).body("field", equalTo("reason"));
    killSwitch("{\"of\":true}").then().statusCode(400).body("field", equalTo("of"));
    api().get("/api/v1/executions/nonsense").then().statusCode(404);
    given().post("/webhook").then().statusCode(401);
  }

  @Test
  void shouldKeepTenantsApart() {
    String service = "mine-" + UUID.randomUUID();
    webhook(service, Instant.now());
    String id = ended(service).getString("id");
    given()
        .header("X-API-Key", "other-key")
        .get("/api/v1/executions/" + id)
        .then()
        .statusCode(404)
        .body(containsString("unknown"));
  }

  private void request(String runbook, String target) {
    Instant now = Instant.now();
    var alert =
        new Alert(
            "default",
            Status.FIRING,
            Labels.of(Map.of("alertname", "ServiceDown", "service", target)),
            Map.of(),
            now.minusSeconds(20),
            null,
            now,
            null,
            "test",
            null,
            null);
    var request =
        new RemediationRequest("default", runbook, target, alert.episode(), alert, "test", now);
    publisher.publish(List.of(events.outgoing(request, now))).await().atMost(SOON);
  }

  private static Response webhook(String service, Instant startsAt) {
    return api()
        .body(
            """
            {"version":"4","alerts":[{"status":"firing","startsAt":"%s",
             "labels":{"alertname":"FakeServiceDown","service":"%s"}}]}"""
                .formatted(startsAt, service))
        .post("/webhook");
  }

  private static Response killSwitch(String body) {
    return api().body(body).post("/api/v1/kill-switch");
  }

  private static void refused(String body, String field) {
    api()
        .body(body)
        .post("/webhook")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", equalTo(field));
  }

  private static JsonPath ended(String target) {
    await()
        .atMost(SOON)
        .until(
            () ->
                List.of("succeeded", "failed", "denied")
                    .contains(String.valueOf(execution(target).getString("status"))));
    return execution(target);
  }

  /** The execution on the target, or an empty object. */
  private static JsonPath execution(String target) {
    var all = new JsonArray(api().get("/api/v1/executions?limit=1000").asString());
    return all.stream()
        .map(JsonObject.class::cast)
        .filter(e -> target.equals(e.getString("target")))
        .findFirst()
        .map(e -> JsonPath.from(e.encode()))
        .orElse(JsonPath.from("{}"));
  }

  private static long calls(String target) {
    String named = "\"target\":\"" + target + "\"";
    return RemediationTestResource.calls().stream().filter(c -> c.contains(named)).count();
  }

  private static List<String> log() throws IOException {
    var file = RemediationTestResource.folder().resolve("remediation_log.txt");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key").contentType("application/json");
  }

  private static String capture(String name) throws IOException {
    try (InputStream in = RemediationTest.class.getResourceAsStream("/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
