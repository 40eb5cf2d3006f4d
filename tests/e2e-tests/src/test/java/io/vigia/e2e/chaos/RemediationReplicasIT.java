package io.vigia.e2e.chaos;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.contracts.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two processes of remediation-webhook on one database, started at the same moment. */
class RemediationReplicasIT {

  private static final int REQUESTS = 60;
  private static final Duration TAKEOVER = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Point DECIDED =
      Point.of("decided, lease not asked", "io.vigia.kit.store.WorkLeaseStore", "confirm/2");

  private static Platform platform;
  private static Receiver receiver;
  private static Replica one;
  private static Replica two;

  @BeforeAll
  static void start() throws IOException {
    platform = new Platform("remediation-replicas");
    receiver = new Receiver();
    var settings = RemediationCrashIT.settings(platform, receiver);
    one = Replica.start("remediation-webhook", "remediation-one", settings);
    two = Replica.start("remediation-webhook", "remediation-two", settings);
    one.awaitReady();
    two.awaitReady();
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
    receiver.close();
  }

  @Test
  void shouldDoEveryExecutionOnce() {
    var requests =
        IntStream.range(0, REQUESTS)
            .mapToObj(i -> RemediationCrashIT.request("many-" + i))
            .toList();
    platform.topics().publish(requests);
    platform.topics().publish(requests);
    await().atMost(PATIENCE).until(() -> outcomes("many-") == REQUESTS);
    assertEquals(REQUESTS, acts("many-").size(), "each acted upon once, though asked for twice");
  }

  @Test
  void shouldTakeOverFromAKilledReplica() {
    Instant killed;
    try (Breakpoint stop = one.stopAt(DECIDED)) {
      untilOneIsThere("killed", stop);
      killed = Instant.now();
      one.kill();
    }
    await().atMost(TAKEOVER.plusSeconds(5)).until(() -> acts("killed").size() == 1);
    Duration took = Duration.between(killed, acts("killed").get(0).at());
    assertTrue(took.compareTo(TAKEOVER) <= 0, "taken over after " + took);
    await().atMost(PATIENCE).until(() -> outcomes("killed") == 1);
    Matrix.note("two remediation-webhooks", DECIDED, List.of(acts("killed").get(0).id()), killed);
    one.restart();
  }

  @Test
  void shouldActNoMoreAfterAPauseThatWasTooLong() {
    try (Breakpoint stop = one.stopAt(DECIDED)) {
      untilOneIsThere("paused", stop);
      await().atMost(TAKEOVER.plusSeconds(5)).until(() -> acts("paused").size() == 1);
    }
    await().atMost(PATIENCE).until(() -> one.log().contains("was taken over"));
    await().atMost(PATIENCE).until(() -> outcomes("paused") == 1);
    assertEquals(1, acts("paused").size(), "acted once");
  }

  /** The other one is held up until the first has decided. */
  private static void untilOneIsThere(String name, Breakpoint stop) {
    two.pause();
    Http.untilTaken(
        List.of(one.address("/webhook")),
        """
        {"version":"4","status":"firing","alerts":[{"status":"firing","startsAt":"%s",
         "labels":{"alertname":"%s","repair":"yes"}}]}"""
            .formatted(Instant.now(), name));
    stop.await(PATIENCE);
    two.resume();
  }

  private static long outcomes(String prefix) {
    return platform.topics().all(Topic.REMEDIATION_OUTCOMES).stream()
        .filter(seen -> seen.value().path("target").asText().startsWith(prefix))
        .map(Topics.Seen::id)
        .distinct()
        .count();
  }

  private static List<Receiver.Told> acts(String prefix) {
    return receiver.told(
        t -> t.path().equals("/act") && t.body().path("target").asText().startsWith(prefix));
  }
}
