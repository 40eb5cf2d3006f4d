package io.vigia.benchmarks.measure;

import io.vigia.benchmarks.fleet.PlannedWatcher;
import io.vigia.benchmarks.question.ErrorCount;
import java.time.Duration;
import java.time.Instant;

/** Runs to count with. */
final class Runs {

  private Runs() {}

  static PlannedWatcher watcher(String name, String index) {
    return new PlannedWatcher(
        name, index, false, "cart", false, Duration.ofMinutes(5), new ErrorCount(10));
  }

  static PlannedWatcher grouped(String name) {
    return new PlannedWatcher(
        name, "index-a", false, "", true, Duration.ofMinutes(5), new ErrorCount(10));
  }

  static Run run(PlannedWatcher watcher, Instant due) {
    return run(watcher, due, "ok", 3.0, null);
  }

  static Run run(
      PlannedWatcher watcher, Instant due, String verdict, Double value, String breached) {
    return new Run(
        watcher,
        due,
        due.plusMillis(250),
        due.plusMillis(300),
        due.minus(Duration.ofMinutes(5)),
        due,
        verdict,
        value,
        breached,
        verdict.equals("unknown") ? "TIMED_OUT: it took too long" : "");
  }
}
