package io.vigia.e2e.chaos;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Labels;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two processes of alert-router on one database, started at the same moment. */
class RouterReplicasIT {

  private static final int ALERTS = 200;
  private static final Duration TAKEOVER = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Point CLAIMED =
      Point.of("claimed", "io.vigia.router.deliver.DeliverySchedule", "dispatch");

  private static Platform platform;
  private static Receiver receiver;
  private static Replica one;
  private static Replica two;

  @BeforeAll
  static void start() throws IOException {
    platform = new Platform("router-replicas");
    receiver = new Receiver();
    var settings = RouterCrashIT.settings(platform, receiver);
    one = Replica.start("alert-router", "router-one", settings);
    two = Replica.start("alert-router", "router-two", settings);
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
  void shouldFlushEveryGroupOnceAndKeepTheOrder() {
    Instant began = Instant.now();
    var sent = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < ALERTS; i++) {
      Replica at = i % 2 == 0 ? one : two;
      sent.add(Http.untilTaken(List.of(at.address("/api/v2/alerts")), alert("Http" + i, began)));
    }
    platform.topics().publish(alerts("Kafka", Alert.Status.FIRING, began));
    sent.forEach(CompletableFuture::join);
    await()
        .atMost(PATIENCE)
        .until(() -> told("Http", "firing") == ALERTS && told("Kafka", "firing") == ALERTS);
    platform.topics().publish(alerts("Http", Alert.Status.RESOLVED, began));
    platform.topics().publish(alerts("Kafka", Alert.Status.RESOLVED, began));
    await()
        .atMost(PATIENCE)
        .until(() -> told("Http", "resolved") == ALERTS && told("Kafka", "resolved") == ALERTS);

    for (String source : List.of("Http", "Kafka")) {
      for (int i = 0; i < ALERTS; i++) {
        String name = source + i;
        var stories = receiver.told(t -> t.alertname().equals(name));
        assertEquals(
            List.of("firing", "resolved"),
            stories.stream().map(Receiver.Told::status).toList(),
            name);
      }
    }
  }

  @Test
  void shouldTakeOverWhatAKilledReplicaHadClaimed() {
    Instant killed;
    try (Breakpoint stop = one.stopAt(CLAIMED)) {
      untilClaimedByOne("Killed", stop);
      killed = Instant.now();
      one.kill();
    }
    await()
        .atMost(TAKEOVER.plusSeconds(5))
        .until(() -> !receiver.told("Killed", "firing").isEmpty());
    var told = receiver.told("Killed", "firing");
    assertEquals(1, told.stream().map(Receiver.Told::id).distinct().count());
    Duration took = Duration.between(killed, told.get(0).at());
    assertTrue(took.compareTo(TAKEOVER) <= 0, "taken over after " + took);
    Matrix.note("two alert-routers", CLAIMED, ids(told), killed);
    one.restart();
  }

  @Test
  void shouldSayNothingMoreAfterAPauseThatWasTooLong() {
    List<Receiver.Told> told;
    try (Breakpoint stop = one.stopAt(CLAIMED)) {
      untilClaimedByOne("Paused", stop);
      await()
          .atMost(TAKEOVER.plusSeconds(5))
          .until(() -> receiver.told("Paused", "firing").size() == 1);
      told = receiver.told("Paused", "firing");
    }
    // the debugger has let it go on: it must find out that it is late
    await().atMost(PATIENCE).until(() -> one.log().contains("delivery " + told.get(0).id()));
    assertTrue(one.log().contains("was taken over"), "it says why");
    assertEquals(1, receiver.told("Paused", "firing").size(), "told once");
  }

  /** The other one is held up until the first has claimed the delivery of this alert. */
  private static void untilClaimedByOne(String name, Breakpoint stop) {
    two.pause();
    Http.untilTaken(List.of(one.address("/api/v2/alerts")), alert(name, Instant.now()));
    stop.await(PATIENCE);
    two.resume();
  }

  private static List<String> ids(List<Receiver.Told> told) {
    return told.stream().map(Receiver.Told::id).toList();
  }

  private static long told(String prefix, String status) {
    return receiver
        .told(t -> t.alertname().startsWith(prefix) && t.status().equals(status))
        .stream()
        .map(Receiver.Told::alertname)
        .distinct()
        .count();
  }

  private static String alert(String name, Instant startsAt) {
    return "[{\"labels\":{\"alertname\":\"%s\"},\"startsAt\":\"%s\",\"endsAt\":\"%s\"}]"
        .formatted(name, startsAt, startsAt.plusSeconds(3600));
  }

  private static List<Alert> alerts(String prefix, Alert.Status status, Instant startsAt) {
    Instant now = Instant.now();
    return IntStream.range(0, ALERTS)
        .mapToObj(
            i ->
                new Alert(
                    "default",
                    status,
                    Labels.of(Map.of("alertname", prefix + i)),
                    Map.of(),
                    startsAt,
                    status == Alert.Status.RESOLVED ? now : null,
                    now,
                    1.0,
                    "watcher-service",
                    null,
                    null))
        .toList();
  }
}
