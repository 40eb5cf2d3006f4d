package io.vigia.benchmarks.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.benchmarks.data.DataSet;
import io.vigia.benchmarks.proxy.Traffic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures for people and programs, and the raw samples behind them. */
public final class Report {

  private static final double LONGEST_LAG_MILLIS = 5_000;
  private static final double MOST_MEGABYTES = 512;
  private static final double LEAST_MATCHING_PERCENT = 90;
  private static final int NAMED = 5;

  private final Path folder;
  private final DataSet set;
  private final Findings findings;
  private final Sample sample;
  private final Load load;
  private final Traffic.Counts traffic;

  /**
   * @param folder for the files
   */
  public Report(
      Path folder,
      DataSet set,
      Findings findings,
      Sample sample,
      Load load,
      Traffic.Counts traffic) {
    this.folder = folder;
    this.set = set;
    this.findings = findings;
    this.sample = sample;
    this.load = load;
    this.traffic = traffic;
  }

  /** Prints the figures and writes the files. */
  public void write(List<Run> runs) throws IOException {
    writeRuns(runs);
    writeLooks();
    Map<String, Double> figures = figures();
    new ObjectMapper().writeValue(folder.resolve("figures.json").toFile(), figures);
    System.out.println();
    figures.forEach(
        (name, value) -> System.out.printf(Locale.ROOT, "  %-28s %,14.3f%n", name, value));
    System.out.println();
    findings.missed().entrySet().stream()
        .limit(NAMED)
        .forEach(e -> System.out.printf("missed: %s, %d windows%n", e.getKey(), e.getValue()));
    findings.unknown().forEach((why, n) -> System.out.printf("unknown: %,d times %s%n", n, why));
    sample.differences().stream().limit(NAMED).forEach(d -> System.out.println("differs: " + d));
    targets(figures)
        .forEach((what, held) -> System.out.printf("%-8s %s%n", held ? "held" : "NOT HELD", what));
    System.out.println("raw samples are in " + folder);
  }

  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    Load.Look last = load.last();
    figures.put("watchers", (double) findings.watchers());
    figures.put("documents", (double) set.documents());
    figures.put("indices", (double) set.indices());
    figures.put("measured_s", round(last.seconds(), 1));
    figures.put("evaluations", (double) findings.runs());
    figures.put("missed_windows", (double) findings.missedWindows());
    figures.put("windows_run_twice", (double) findings.twice());
    figures.put("unknown_verdicts", (double) findings.unknownRuns());
    figures.put("firing_verdicts", (double) findings.firing());
    lag(figures, "start_lag", findings.fastLag());
    lag(figures, "slow_start_lag", findings.slowLag());
    figures.put("slow_took_p50_ms", findings.slowTook().at(0.5));
    figures.put("slow_evaluations", (double) findings.slowLag().count());
    figures.put("searches", (double) traffic.searches());
    figures.put("searches_delayed", (double) traffic.slow());
    figures.put("searches_per_evaluation", searchesPerEvaluation());
    figures.put("requests_unanswered", (double) traffic.failed());
    figures.put("most_requests_at_once", (double) traffic.mostWaiting());
    figures.put("cluster_ms_per_request", clusterMillis());
    figures.put("cpu_cores", round(last.service() / last.seconds(), 3));
    figures.put("opensearch_cpu_cores", round(last.openSearch() / last.seconds(), 3));
    figures.put("postgresql_cpu_cores", round(last.postgres() / last.seconds(), 3));
    figures.put("load_average", round(last.loadAverage(), 2));
    figures.put("rss_mb", megabytes(load.mostBytes()));
    figures.put("rss_peak_mb", megabytes(load.peakBytes()));
    figures.put("verdicts_compared", (double) sample.compared());
    figures.put("verdicts_compared_firing", (double) sample.firing());
    figures.put("verdicts_different", (double) sample.differences().size());
    figures.put("windows_matching_pct", round(sample.matchingPercent(), 1));
    return figures;
  }

  /** What the benchmark is for, and whether it held. */
  Map<String, Boolean> targets(Map<String, Double> figures) {
    Map<String, Boolean> targets = new LinkedHashMap<>();
    targets.put("no window missed", findings.missedWindows() == 0 && findings.runs() > 0);
    targets.put(
        "p99 start lag of the fast ones below 5 s",
        findings.fastLag().count() > 0 && findings.fastLag().at(0.99) < LONGEST_LAG_MILLIS);
    targets.put("watcher-service within 512 MB", at(figures, "rss_mb") <= MOST_MEGABYTES);
    targets.put(
        "90 % of the windows match documents", sample.matchingPercent() >= LEAST_MATCHING_PERCENT);
    targets.put(
        "verdicts equal those of searches of their own",
        sample.compared() > 0 && sample.differences().isEmpty());
    targets.put("every verdict known", findings.unknownRuns() == 0);
    targets.put("slow searches were slow", traffic.slow() > 0);
    return targets;
  }

  private static void lag(Map<String, Double> figures, String name, Percentiles lag) {
    figures.put(name + "_p50_ms", lag.at(0.5));
    figures.put(name + "_p99_ms", lag.at(0.99));
    figures.put(name + "_max_ms", lag.highest());
  }

  private double searchesPerEvaluation() {
    return findings.runs() == 0 ? 0 : round(traffic.searches() / (double) findings.runs(), 4);
  }

  private double clusterMillis() {
    return traffic.requests() == 0
        ? 0
        : round(traffic.clusterMillis() / (double) traffic.requests(), 1);
  }

  private void writeRuns(List<Run> runs) throws IOException {
    try (var out = new PrintWriter(Files.newBufferedWriter(folder.resolve("runs.csv")))) {
      out.println(
          "watcher,index,template,slow,due_at,start_lag_ms,took_ms,verdict,value,window_to");
      for (Run run : runs) {
        var watcher = run.watcher();
        out.printf(
            "%s,%s,%s,%b,%s,%d,%d,%s,%s,%s%n",
            watcher.name(),
            watcher.index(),
            watcher.question().template(),
            watcher.slow(),
            run.dueAt(),
            run.startLag().toMillis(),
            run.took().toMillis(),
            run.verdict(),
            run.value() == null ? "" : run.value(),
            run.windowTo());
      }
    }
  }

  private void writeLooks() throws IOException {
    try (var out = new PrintWriter(Files.newBufferedWriter(folder.resolve("resources.csv")))) {
      out.println(
          "seconds,service_cpu_s,opensearch_cpu_s,postgresql_cpu_s,service_bytes,load_average");
      for (Load.Look each : load.looks()) {
        out.printf(
            Locale.ROOT,
            "%.1f,%.2f,%.2f,%.2f,%d,%.2f%n",
            each.seconds(),
            each.service(),
            each.openSearch(),
            each.postgres(),
            each.serviceBytes(),
            each.loadAverage());
      }
    }
  }

  private static double at(Map<String, Double> figures, String name) {
    return figures.getOrDefault(name, 0.0);
  }

  private static double megabytes(long bytes) {
    return round(bytes / (double) (1 << 20), 0);
  }

  private static double round(double value, int digits) {
    double factor = Math.pow(10, digits);
    return Math.round(value * factor) / factor;
  }
}
