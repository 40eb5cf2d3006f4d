package io.vigia.benchmarks.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The due times of one watcher: every period, at a phase that its index decides.
 *
 * @param phase of a due time within the period
 */
record Grid(Duration period, Duration phase) {

  /** The grid on which a due time lies. */
  static Grid of(Instant due, Duration period) {
    return new Grid(
        period, Duration.ofMillis(Math.floorMod(due.toEpochMilli(), period.toMillis())));
  }

  /** Due times from an instant on and before another. */
  List<Instant> between(Instant from, Instant to) {
    // due times are whole milliseconds, which the limits need not be
    long least = from.toEpochMilli() + (from.getNano() % 1_000_000 == 0 ? 0 : 1);
    long first = least + Math.floorMod(phase.toMillis() - least, period.toMillis());
    List<Instant> all = new ArrayList<>();
    for (Instant each = Instant.ofEpochMilli(first); each.isBefore(to); each = each.plus(period)) {
      all.add(each);
    }
    return all;
  }

  /** The due times in that time for which there was no run. */
  List<Instant> missed(Collection<Instant> runs, Instant from, Instant to) {
    Set<Instant> there = new HashSet<>(runs);
    return between(from, to).stream().filter(each -> !there.contains(each)).toList();
  }
}
