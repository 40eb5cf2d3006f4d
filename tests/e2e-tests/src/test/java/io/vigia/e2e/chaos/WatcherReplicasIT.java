package io.vigia.e2e.chaos;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two processes of watcher-service on one database, started at the same moment. */
class WatcherReplicasIT {

  private static final Duration TAKEOVER = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Point CLAIMED =
      Point.of("claimed, not searched", "io.vigia.watcher.cluster.SearchClient", "search");

  private static Platform platform;
  private static Replica one;
  private static Replica two;

  @BeforeAll
  static void start() {
    platform = new Platform("watcher-replicas");
    one = Replica.start("watcher-service", "watcher-one", platform.settings());
    two = Replica.start("watcher-service", "watcher-two", platform.settings());
    one.awaitReady();
    two.awaitReady();
    WatcherCrashIT.hurry(platform);
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @Test
  void shouldHaveOneBuiltInWatcherAndRunItOnceForEachDueTime() {
    assertEquals(1, platform.rows("watcher.watcher"), "both started on an empty database");
    long before = runs();
    await().atMost(PATIENCE).until(() -> runs() >= before + 8);
    assertEquals(0, doubled(), "no due time twice");
  }

  @Test
  void shouldTakeOverFromAKilledReplica() {
    Instant killed;
    try (Breakpoint stop = one.stopAt(CLAIMED)) {
      untilOneIsThere(stop);
      killed = Instant.now();
      one.kill();
    }
    long before = runs();
    await().atMost(TAKEOVER).until(() -> runs() > before);
    Matrix.note("two watcher-services", CLAIMED, java.util.List.of("run"), killed);
    one.restart();
  }

  @Test
  void shouldFinishNothingAfterAPauseThatWasTooLong() {
    long before;
    try (Breakpoint stop = one.stopAt(CLAIMED)) {
      untilOneIsThere(stop);
      before = runs();
      await().atMost(TAKEOVER).until(() -> runs() > before);
    }
    await().atMost(PATIENCE).until(() -> runs() > before + 4);
    assertEquals(0, doubled(), "what it had claimed before the pause was not finished twice");
    assertTrue(Http.get(one.address("/q/health/ready")).status() == 200);
  }

  /** The other one is held up until the first has claimed the watcher. */
  private static void untilOneIsThere(Breakpoint stop) {
    two.pause();
    stop.await(PATIENCE);
    two.resume();
  }

  private static long runs() {
    return platform.rows("watcher.watcher_run");
  }

  private static long doubled() {
    return platform.number(
        "select count(*) from (select 1 from watcher.watcher_run group by watcher, due_at"
            + " having count(*) > 1) as doubled");
  }
}
