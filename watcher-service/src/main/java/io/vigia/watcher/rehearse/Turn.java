package io.vigia.watcher.rehearse;

import io.vigia.watcher.template.Window;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.Delay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A run that would have been: when it was due, and what it would have looked at. */
record Turn(Instant due, Window window) {

  static Turn at(Definition definition, Instant due) {
    Duration delay = definition.delay() instanceof Delay.Fixed fixed ? fixed.time() : Duration.ZERO;
    Instant to = due.minus(delay);
    return new Turn(due, new Window(definition.timestamp(), to.minus(definition.window()), to));
  }

  /**
   * All of a stretch of time, its end included.
   *
   * @throws IllegalArgumentException when there are more than {@code most}, or none
   */
  static List<Turn> between(Definition definition, Instant from, Instant to, int most) {
    var rhythm = definition.rhythm();
    var turns = new ArrayList<Turn>();
    Instant due = rhythm.after(from, Duration.ZERO);
    while (!due.isAfter(to)) {
      if (turns.size() == most) {
        throw new IllegalArgumentException(
            "days: more than %,d runs lie in this time; a shorter time or a slower rhythm is needed"
                .formatted(most));
      }
      turns.add(at(definition, due));
      due = rhythm.after(due, Duration.ZERO);
    }
    if (turns.isEmpty()) {
      throw new IllegalArgumentException("days: no run lies in this time");
    }
    return turns;
  }
}
