package io.vigia.e2e.chaos;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Labels;
import io.vigia.contracts.RemediationRequest;
import io.vigia.contracts.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** remediation-webhook is killed at every step between a request's arrival and its outcome. */
class RemediationCrashIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String REMEDIATION = "io.vigia.remediation.";
  private static final String STORE = REMEDIATION + "execution.ExecutionStore";
  private static final String WISHES = REMEDIATION + "execution.WishStore";
  private static final String KIT = "io.vigia.kit.";

  private static Platform platform;
  private static Receiver receiver;
  private static Replica remediation;

  @BeforeAll
  static void start() throws IOException {
    platform = new Platform("remediation-crash");
    receiver = new Receiver();
    remediation =
        Replica.start("remediation-webhook", "remediation-crash", settings(platform, receiver))
            .awaitReady();
  }

  @AfterAll
  static void stop() {
    remediation.close();
    receiver.close();
  }

  /** One runbook that calls the receiver, and looks at it to see that all is well. */
  static Map<String, String> settings(Platform platform, Receiver receiver) throws IOException {
    Path runbooks = Files.createTempDirectory("runbooks");
    runbooks.toFile().deleteOnExit();
    Path runbook = runbooks.resolve("fix.yml");
    runbook.toFile().deleteOnExit();
    Files.writeString(
        runbook,
        """
        name: fix
        matchers: ['repair="yes"']
        target: alertname
        steps:
          - http-call: {url: '%s'}
        verify:
          - http: {url: '%s'}
        """
            .formatted(receiver.url("/act"), receiver.url("/well")));
    var settings = new LinkedHashMap<>(platform.settings());
    settings.put("vigia.remediation.runbooks-dir", runbooks.toString());
    settings.put("vigia.remediation.log-file", runbooks.resolve("log.txt").toString());
    return settings;
  }

  static Stream<Point> overHttp() {
    return Stream.of(
        Point.of("HTTP: received, not stored", WISHES, "accept"),
        Point.of("queued, not decided", REMEDIATION + "execution.DecisionStore", "decide"),
        Point.of("decided, not acted", REMEDIATION + "step.HttpCallStep", "act"),
        Point.of("acted, not recorded", STORE, "save/4"),
        Point.of("recorded, not verified", REMEDIATION + "verify.HttpProbe", "look"),
        new Point("verified, not recorded", STORE, "save/4", 2),
        Point.of("outcome in the outbox, not relayed", KIT + "event.EventPublisher", "publish"),
        Point.of("outcome relayed, not removed", KIT + "store.OutboxStore", "remove"));
  }

  static Stream<Point> overKafka() {
    return Stream.of(
        Point.of("Kafka: consumed, not stored", WISHES, "acceptSome"),
        Point.of(
            "Kafka: stored, offset not committed",
            "io.smallrye.reactive.messaging.kafka.commit.KafkaLatestCommit",
            "handle"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("overHttp")
  void shouldRepairWhatAlertmanagerSent(Point point) {
    String name = nameFor(point);
    String message =
        """
        {"version":"4","status":"firing","alerts":[{"status":"firing","startsAt":"%s",
         "labels":{"alertname":"%s","repair":"yes"}}]}"""
            .formatted(Instant.now(), name);
    shouldRepairOnce(
        point, name, () -> Http.untilTaken(List.of(remediation.address("/webhook")), message));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("overKafka")
  void shouldRepairWhatCameOverKafka(Point point) {
    String name = nameFor(point);
    shouldRepairOnce(point, name, () -> platform.topics().publish(List.of(request(name))));
  }

  private static void shouldRepairOnce(Point point, String name, Runnable stimulus) {
    Crash.at(
        "remediation-webhook",
        remediation,
        point,
        stimulus,
        () -> outcomes(name).stream().map(Topics.Seen::id).toList(),
        () -> platform.rows("remediation.outbox") == 0);
    var outcome = outcomes(name).get(0).value();
    assertEquals("succeeded", outcome.path("status").asText(), outcome.toPrettyString());
    assertTrue(outcome.path("verified").asBoolean());
    await().atMost(SOON).until(() -> !acts(name).isEmpty());
    assertEquals(1, acts(name).stream().distinct().count(), "acted under one id: " + acts(name));
  }

  static RemediationRequest request(String name) {
    Instant now = Instant.now();
    var alert =
        new Alert(
            "default",
            Alert.Status.FIRING,
            Labels.of(Map.of("alertname", name)),
            Map.of(),
            now,
            null,
            now,
            1.0,
            "watcher-service",
            null,
            null);
    return new RemediationRequest(
        "default", "fix", name, alert.episode(), alert, "alert-router", now);
  }

  private static List<Topics.Seen> outcomes(String name) {
    return platform.topics().all(Topic.REMEDIATION_OUTCOMES).stream()
        .filter(seen -> seen.value().path("target").asText().equals(name))
        .toList();
  }

  private static List<String> acts(String name) {
    return receiver
        .told(t -> t.path().equals("/act") && t.body().path("target").asText().equals(name))
        .stream()
        .map(Receiver.Told::id)
        .toList();
  }

  private static String nameFor(Point point) {
    return point.step().replaceAll("[^A-Za-z]+", "_");
  }
}
