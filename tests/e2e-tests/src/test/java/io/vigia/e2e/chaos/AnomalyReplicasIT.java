package io.vigia.e2e.chaos;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.contracts.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two processes of anomaly-service share the partitions of one topic. */
class AnomalyReplicasIT {

  private static final int SERIES = 20;
  private static final int POINTS = 10;
  private static final Duration TAKEOVER = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Point SAVING =
      Point.of("stored, not committed", "io.vigia.anomaly.series.SeriesStore", "save");

  private static Platform platform;
  private static Replica one;
  private static Replica two;

  @BeforeAll
  static void start() {
    platform = new Platform("anomaly-replicas");
    one = Replica.start("anomaly-service", "anomaly-one", platform.settings());
    two = Replica.start("anomaly-service", "anomaly-two", platform.settings());
    one.awaitReady();
    two.awaitReady();
    publish("before");
    await().atMost(PATIENCE).until(() -> counted("before") == SERIES * POINTS);
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @Test
  void shouldTakeOverThePartitionsOfAKilledReplica() {
    one.kill();
    Instant killed = Instant.now();
    publish("killed");
    await().atMost(TAKEOVER).until(() -> counted("killed") == SERIES * POINTS);
    Matrix.note(
        "two anomaly-services", Point.of("owner of partitions", "", ""), List.of("count"), killed);
    one.restart();
  }

  @Test
  void shouldCountNothingTwiceAfterAPauseInTheMiddleOfATransaction() {
    try (Breakpoint stop = one.stopAt(SAVING)) {
      publish("paused");
      stop.await(PATIENCE); // it stands still, out of its group soon, with rows locked
      await().atMost(PATIENCE).until(() -> counted("paused") == SERIES * POINTS);
    }
    publish("after");
    await().atMost(PATIENCE).until(() -> counted("after") == SERIES * POINTS);
    assertEquals(SERIES * POINTS, counted("paused"));
  }

  private static void publish(String prefix) {
    var all = new ArrayList<Measurement>();
    for (int i = 0; i < SERIES; i++) {
      all.addAll(AnomalyCrashIT.measurements(prefix + "-" + i, POINTS));
    }
    platform.topics().publish(all);
  }

  private static long counted(String prefix) {
    return platform.number(
        "select coalesce(sum(count), 0) from anomaly.series where service like '" + prefix + "-%'");
  }
}
