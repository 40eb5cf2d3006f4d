package io.vigia.benchmarks.measure;

import io.vigia.benchmarks.fleet.PlannedWatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which windows were due in a stretch of time, whatever the service says of it. */
public final class Timetable {

  private final List<PlannedWatcher> fleet;
  private final Instant from;
  private final Instant to;
  private final Duration period;

  /**
   * @param from due times before that do not count
   * @param to nor those from there on
   */
  public Timetable(List<PlannedWatcher> fleet, Instant from, Instant to, Duration period) {
    this.fleet = List.copyOf(fleet);
    this.from = from;
    this.to = to;
    this.period = period;
  }

  /** How many windows have no run. */
  public int missed(List<Run> runs) {
    return missedByWatcher(runs).values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Only those that miss any. A watcher without a run has the grid of its index, or none: then
   * every period counts.
   */
  Map<String, Integer> missedByWatcher(List<Run> runs) {
    Map<String, List<Run>> byWatcher =
        runs.stream().collect(Collectors.groupingBy(run -> run.watcher().name()));
    Map<String, Grid> byIndex = new HashMap<>();
    runs.forEach(run -> byIndex.computeIfAbsent(run.watcher().index(), i -> grid(run)));
    Map<String, Integer> missed = new LinkedHashMap<>();
    for (PlannedWatcher each : fleet) {
      List<Run> own = byWatcher.getOrDefault(each.name(), List.of());
      Grid grid =
          own.isEmpty()
              ? byIndex.getOrDefault(each.index(), Grid.of(from, period))
              : grid(own.get(0));
      int count = grid.missed(own.stream().map(Run::dueAt).toList(), from, to).size();
      if (count > 0) {
        missed.put(each.name(), count);
      }
    }
    return missed;
  }

  private Grid grid(Run run) {
    return Grid.of(run.dueAt(), period);
  }
}
