package io.vigia.watcher.rehearse;

import io.vigia.watcher.run.Timing;
import io.vigia.watcher.template.Window;
import io.vigia.watcher.watch.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run that would have been: when it was due, and what it would have looked at. */
record Turn(Instant due, Window window) {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * Complains of times that no alert can hold.
   *
   * @throws IllegalArgumentException that begins with the field
   */
  static void check(String field, @Nullable Instant time) {
    if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
      throw new IllegalArgumentException(field + ": must lie between the years 1 and 9999");
    }
  }

  /**
   * @param delay the definition's, as it is now
   */
  static Turn at(Definition definition, Instant due, Duration delay) {
    return new Turn(due, Timing.window(definition, due, delay, null));
  }

  /**
   * All of a stretch of time, its end included, when the watcher's own would come due.
   *
   * @throws IllegalArgumentException when there are more than {@code most}, or none
   */
  static List<Turn> between(
      Definition definition, Instant from, Instant to, Duration delay, int most) {
    var turns = new ArrayList<Turn>();
    Instant due = Timing.after(definition, from);
    while (!due.isAfter(to)) {
      if (turns.size() == most) {
        throw new IllegalArgumentException(
            "days: more than %,d runs lie in this time; a shorter time or a slower rhythm is needed"
                .formatted(most));
      }
      turns.add(at(definition, due, delay));
      due = Timing.after(definition, due);
    }
    if (turns.isEmpty()) {
      throw new IllegalArgumentException("days: no run lies in this time");
    }
    return turns;
  }
}
