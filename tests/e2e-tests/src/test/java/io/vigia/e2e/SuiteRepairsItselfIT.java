package io.vigia.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.e2e.Suite.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The main job, on the packaged services and the real engines. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SuiteRepairsItselfIT {

  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration SOON = Duration.ofSeconds(30);

  private static Suite suite;
  private static WebhookReceiver receiver;

  @BeforeAll
  static void up() throws IOException {
    Path home = Path.of("target", "e2e-home");
    Suite.deleteTree(home);
    receiver = new WebhookReceiver();
    suite = new Suite(home);
    suite.set("VIGIA_WEBHOOK_URL", receiver.url("/hook"));
    Path runbooks = Files.createDirectories(home.resolve("config/runbooks"));
    Files.writeString(
        runbooks.resolve("fake-service.yml"),
        """
        name: repair-fake-service
        matchers: ['alertname="FakeServiceDown"']
        target: service
        steps:
          - http-call: {url: '%s'}
        """
            .formatted(receiver.url("/act")));
    Result result = suite.vigia("up");
    assertEquals(0, result.exit(), result.output());
    assertTrue(result.output().contains("vk_"), "the key is shown on the first start");
  }

  @AfterAll
  static void down() {
    receiver.close();
    Result result = suite.vigia("down");
    assertEquals(0, result.exit(), result.output());
  }

  @Test
  @Order(1)
  void shouldWatchItself() {
    for (String service : List.of("ROUTER", "WATCHER", "AGENT", "ANOMALY", "REMEDIATION")) {
      assertTrue(suite.isReady(service), service);
    }
    await()
        .atMost(PATIENCE)
        .until(() -> suite.json("ROUTER", "/api/v1/agents").at("/0/services").size() >= 8);
    await().atMost(PATIENCE).until(() -> suite.json("ANOMALY", "/api/v1/series").size() >= 10);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                stream(suite.json("WATCHER", "/api/v1/runs"))
                    .anyMatch(
                        run ->
                            run.path("name").asText().equals("errors-in-own-logs")
                                && run.path("verdict").asText().equals("ok")));
    assertTrue(suite.get("ROUTER", "/").body().contains("Nothing fires."));
  }

  @Test
  @Order(2)
  void shouldRestartAKilledServiceAndProveIt() throws IOException {
    long dead = suite.pid("anomaly-service");
    suite.kill("anomaly-service");
    await()
        .atMost(PATIENCE)
        .until(() -> told("resolved").size() == 1 && succeeded("anomaly-service").size() == 1);

    assertEquals(1, told("firing").size(), "told once");
    assertNotEquals(dead, suite.pid("anomaly-service"));
    assertTrue(suite.isReady("ANOMALY"));
    JsonNode done = succeeded("anomaly-service").get(0);
    assertTrue(done.path("verified").asBoolean(), done.toPrettyString());
    for (String phase : List.of("detect", "decide", "act", "verify")) {
      assertTrue(done.at("/durations/" + phase).isTextual(), phase);
    }
    String episode = done.path("episode").asText();
    String fingerprint = told("firing").get(0).at("/alerts/0/fingerprint").asText();
    assertTrue(episode.startsWith(fingerprint), "one identity from the alert to the outcome");
    await()
        .atMost(SOON)
        .until(
            () ->
                Files.readString(suite.home().resolve("remediation_log.txt"))
                    .contains("execution=" + done.path("id").asText()));
    await()
        .atMost(SOON)
        .until(() -> suite.get("ROUTER", "/").body().contains("succeeded, verified"));
    long aboutOthers =
        receiver.all().stream()
            .filter(n -> !n.at("/groupLabels/service").asText().equals("anomaly-service"))
            .count();
    assertEquals(0, aboutOthers, "nobody is told of anything else: " + receiver.all());
  }

  @Test
  @Order(3)
  void shouldLeaveItDeadAndSayWhyWhileTheKillSwitchIsOn() {
    var on =
        suite.post("REMEDIATION", "/api/v1/kill-switch", "{\"on\":true,\"reason\":\"e2e test\"}");
    assertEquals(200, on.statusCode(), on.body());
    suite.kill("watcher-service");
    await().atMost(PATIENCE).until(() -> !executions("watcher-service", "denied").isEmpty());
    JsonNode denied = executions("watcher-service", "denied").get(0);
    assertEquals("kill-switch", denied.path("decision").asText());
    assertTrue(denied.path("reason").asText().contains("e2e test"), denied.toPrettyString());
    Instant since = Instant.now();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                stream(suite.json("AGENT", "/api/v1/cycles"))
                        .filter(c -> Instant.parse(c.path("cycleStart").asText()).isAfter(since))
                        .count()
                    >= 2);
    assertFalse(ProcessHandle.of(suite.pid("watcher-service")).isPresent(), "it stays dead");

    suite.post("REMEDIATION", "/api/v1/kill-switch", "{\"on\":false}");
    suite.post("REMEDIATION", "/api/v1/executions/" + denied.path("id").asText() + "/retry", "");
    await().atMost(PATIENCE).until(() -> !succeeded("watcher-service").isEmpty());
    assertTrue(suite.isReady("WATCHER"));
  }

  @Test
  @Order(4)
  void shouldRunARunbookOnceForACapturedAlertThatComesTwice() throws IOException {
    String firing;
    try (var in = SuiteRepairsItselfIT.class.getResourceAsStream("/am-firing.json")) {
      firing = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    for (int i = 0; i < 2; i++) {
      var answer = suite.post("REMEDIATION", "/webhook", firing);
      assertEquals(200, answer.statusCode(), answer.body());
    }
    await().atMost(SOON).until(() -> succeeded("fake-service").size() == 1);
    suite.post("REMEDIATION", "/webhook", firing);
    assertEquals(
        1,
        stream(suite.json("REMEDIATION", "/api/v1/executions"))
            .filter(e -> e.path("target").asText().equals("fake-service"))
            .count());
    assertEquals(1, receiver.acts());
  }

  @Test
  @Order(5)
  void shouldKeepAlertsAndAuditOverARestart() {
    var posted =
        suite.post(
            "ROUTER",
            "/api/v2/alerts",
            "[{\"labels\":{\"alertname\":\"Kept\",\"service\":\"x\"},\"endsAt\":\"2099-01-01T00:00:00Z\"}]");
    assertEquals(200, posted.statusCode(), posted.body());
    await().atMost(SOON).until(() -> receiver.told("firing", "Kept", "x").size() == 1);
    int audited = suite.json("REMEDIATION", "/api/v1/executions").size();
    Result down = suite.vigia("down");
    assertEquals(0, down.exit(), down.output());
    Result status = suite.vigia("status");
    assertNotEquals(0, status.exit(), status.output());
    Result up = suite.vigia("up");
    assertEquals(0, up.exit(), up.output());
    assertTrue(
        stream(suite.json("ROUTER", "/api/v2/alerts"))
            .anyMatch(a -> a.at("/labels/alertname").asText().equals("Kept")));
    assertEquals(audited, suite.json("REMEDIATION", "/api/v1/executions").size());
    assertEquals(1, receiver.told("firing", "Kept", "x").size(), "not told again");
  }

  private static List<JsonNode> told(String status) {
    return receiver.told(status, "ServiceDown", "anomaly-service");
  }

  private static List<JsonNode> succeeded(String target) {
    return executions(target, "succeeded");
  }

  private static List<JsonNode> executions(String target, String status) {
    return stream(suite.json("REMEDIATION", "/api/v1/executions"))
        .filter(e -> e.path("target").asText().equals(target))
        .filter(e -> e.path("status").asText().equals(status))
        .toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
