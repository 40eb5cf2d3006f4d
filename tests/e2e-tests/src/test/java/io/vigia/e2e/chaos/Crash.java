package io.vigia.e2e.chaos;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One cell of the crash matrix: stopped at a point, killed there, started again. */
final class Crash {

  private static final Duration TO_THE_POINT = Duration.ofSeconds(40);
  private static final Duration TO_THE_EFFECT = Duration.ofSeconds(40);

  private Crash() {}

  /**
   * Kills the process at the point that the stimulus leads to, starts it again, and demands that
   * the effect comes about, however often, under one id.
   *
   * @param effect the ids of the messages that arrived so far for this cell
   * @param quiet nothing is under way any more: what would be repeated has been
   */
  static void at(
      String service,
      Replica process,
      Point point,
      Runnable stimulus,
      Supplier<List<String>> effect,
      BooleanSupplier quiet) {
    Instant killed;
    try (Breakpoint stop = process.stopAt(point)) {
      stimulus.run();
      stop.await(TO_THE_POINT);
      killed = Instant.now();
      process.kill();
    }
    process.restart();
    await(service + " killed at: " + point)
        .atMost(TO_THE_EFFECT)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !effect.get().isEmpty() && quiet.getAsBoolean());
    Matrix.note(service, point, effect.get(), killed);
    assertEquals(1, effect.get().stream().distinct().count(), point + ": " + effect.get());
  }
}
