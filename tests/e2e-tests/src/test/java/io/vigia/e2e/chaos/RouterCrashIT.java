package io.vigia.e2e.chaos;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Labels;
import io.vigia.contracts.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** alert-router is killed at every step between an alert's arrival and its effects. */
class RouterCrashIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ROUTER = "io.vigia.router.";
  private static final String KIT = "io.vigia.kit.";

  private static Platform platform;
  private static Receiver receiver;
  private static Replica router;

  @BeforeAll
  static void start() throws IOException {
    platform = new Platform("router-crash");
    receiver = new Receiver();
    router =
        Replica.start("alert-router", "router-crash", settings(platform, receiver)).awaitReady();
  }

  @AfterAll
  static void stop() {
    router.close();
    receiver.close();
  }

  /** Every alert is a group of its own, told to a webhook and asked to be repaired. */
  static Map<String, String> settings(Platform platform, Receiver receiver) throws IOException {
    Path routing = Files.createTempFile("routing", ".yml");
    routing.toFile().deleteOnExit();
    Files.writeString(
        routing,
        """
        route:
          receiver: hook
          group_by: ['...']
          group_wait: 0s
          group_interval: 1s
          repeat_interval: 4h
        receivers:
          - name: hook
            webhook_configs:
              - url: '%s'
            remediation_configs:
              - runbook: fix
                target_label: alertname
        """
            .formatted(receiver.url("/hook")));
    var settings = new LinkedHashMap<>(platform.settings());
    settings.put("vigia.router.config", routing.toString());
    return settings;
  }

  static Stream<Point> overHttp() {
    return Stream.of(
        Point.of("HTTP: received, not stored", ROUTER + "alert.AlertStore", "accept/2"),
        Point.of("HTTP: stored, not committed", ROUTER + "group.GroupStore", "changed"),
        Point.of("group due, delivery not written", ROUTER + "deliver.DeliveryStore", "enqueue"),
        Point.of("delivery claimed, not sent", ROUTER + "deliver.WebhookNotifier", "send"),
        Point.of("delivered, not recorded", ROUTER + "deliver.SettlementStore", "settle"));
  }

  static Stream<Point> overKafka() {
    return Stream.of(
        Point.of("Kafka: consumed, not stored", ROUTER + "alert.AlertStore", "acceptSome"),
        Point.of(
            "Kafka: stored, offset not committed",
            "io.smallrye.reactive.messaging.kafka.commit.KafkaLatestCommit",
            "handle"));
  }

  static Stream<Point> repairs() {
    return Stream.of(
        Point.of(
            "request claimed, not in the outbox", ROUTER + "deliver.RemediationNotifier", "send"),
        Point.of("request in the outbox, not relayed", KIT + "event.EventPublisher", "publish"),
        Point.of("request relayed, not removed", KIT + "store.OutboxStore", "remove"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"overHttp"})
  void shouldTellOnceWhatWasPosted(Point point) {
    String name = nameFor(point);
    Crash.at(
        "alert-router", router, point, () -> post(name), () -> told(name), RouterCrashIT::quiet);
    shouldHaveAskedOnce(name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("overKafka")
  void shouldTellOnceWhatCameOverKafka(Point point) {
    String name = nameFor(point);
    Crash.at(
        "alert-router", router, point, () -> publish(name), () -> told(name), RouterCrashIT::quiet);
    shouldHaveAskedOnce(name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("repairs")
  void shouldAskOnceForARepair(Point point) {
    String name = nameFor(point);
    Crash.at(
        "alert-router",
        router,
        point,
        () -> post(name),
        () -> requests(name),
        RouterCrashIT::quiet);
    assertEquals(1, told(name).stream().distinct().count(), "told once");
  }

  private static void shouldHaveAskedOnce(String name) {
    await().atMost(SOON).until(() -> !requests(name).isEmpty());
    assertEquals(1, requests(name).stream().distinct().count(), "asked once");
  }

  private static CompletableFuture<Void> post(String name) {
    String alert =
        "[{\"labels\":{\"alertname\":\"%s\"},\"startsAt\":\"%s\"}]".formatted(name, Instant.now());
    return Http.untilTaken(List.of(router.address("/api/v2/alerts")), alert);
  }

  private static void publish(String name) {
    Instant now = Instant.now();
    var labels = Labels.of(Map.of("alertname", name));
    platform
        .topics()
        .publish(
            List.of(
                new Alert(
                    "default",
                    Alert.Status.FIRING,
                    labels,
                    Map.of(),
                    now,
                    null,
                    now,
                    1.0,
                    "watcher-service",
                    null,
                    null)));
  }

  private static List<String> told(String name) {
    return receiver.told(name, "firing").stream().map(Receiver.Told::id).toList();
  }

  private static List<String> requests(String name) {
    return platform.topics().all(Topic.REMEDIATION_REQUESTS).stream()
        .filter(seen -> seen.value().path("target").asText().equals(name))
        .map(Topics.Seen::id)
        .toList();
  }

  private static boolean quiet() {
    String deliveries = Http.get(router.address("/api/v1/deliveries?limit=100")).body();
    return !deliveries.contains("\"pending\"") && platform.rows("router.outbox") == 0;
  }

  private static String nameFor(Point point) {
    return point.step().replaceAll("[^A-Za-z]+", "_");
  }
}
