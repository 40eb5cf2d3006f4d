package io.vigia.benchmarks.measure;

import io.vigia.benchmarks.fleet.PlannedWatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the runs themselves tell.
 *
 * @param runs that were due in the measured time
 * @param missed windows without a run, by watcher
 * @param twice runs of a due time that another run had already
 * @param unknown why nothing was known, and how often
 * @param fastLag start lag in milliseconds of the watchers that nobody delays
 * @param slowLag the same of the others
 */
public record Findings(
    int watchers,
    int runs,
    Map<String, Integer> missed,
    long twice,
    Map<String, Long> unknown,
    long firing,
    Percentiles fastLag,
    Percentiles slowLag,
    Percentiles slowTook) {

  public static Findings of(
      List<PlannedWatcher> fleet, List<Run> runs, Instant from, Instant to, Duration period) {
    return new Findings(
        fleet.size(),
        runs.size(),
        new Timetable(fleet, from, to, period).missedByWatcher(runs),
        runs.size() - runs.stream().map(r -> r.watcher().name() + r.dueAt()).distinct().count(),
        runs.stream()
            .filter(Run::unknown)
            .collect(Collectors.groupingBy(Run::reason, TreeMap::new, Collectors.counting())),
        runs.stream().filter(run -> run.verdict().equals("firing")).count(),
        millis(runs.stream().filter(run -> !run.watcher().slow()).map(Run::startLag).toList()),
        millis(runs.stream().filter(run -> run.watcher().slow()).map(Run::startLag).toList()),
        millis(runs.stream().filter(run -> run.watcher().slow()).map(Run::took).toList()));
  }

  int missedWindows() {
    return missed.values().stream().mapToInt(Integer::intValue).sum();
  }

  long unknownRuns() {
    return unknown.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Percentiles millis(List<Duration> times) {
    return Percentiles.of(times.stream().mapToDouble(Duration::toMillis).toArray());
  }
}
