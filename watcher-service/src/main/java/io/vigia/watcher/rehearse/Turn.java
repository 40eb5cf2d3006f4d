package io.vigia.watcher.rehearse;

import io.vigia.watcher.run.Timing;
import io.vigia.watcher.template.Window;
import io.vigia.watcher.watch.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A run that would have been: when it was due, and what it would have looked at. */
record Turn(Instant due, Window window) {

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
