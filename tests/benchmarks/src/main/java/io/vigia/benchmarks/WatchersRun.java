package io.vigia.benchmarks;

import io.vigia.benchmarks.cluster.Cluster;
import io.vigia.benchmarks.data.DataSet;
import io.vigia.benchmarks.fleet.Fleet;
import io.vigia.benchmarks.fleet.PlannedWatcher;
import io.vigia.benchmarks.fleet.WatcherApi;
import io.vigia.benchmarks.measure.Findings;
import io.vigia.benchmarks.measure.History;
import io.vigia.benchmarks.measure.Load;
import io.vigia.benchmarks.measure.Report;
import io.vigia.benchmarks.measure.Run;
import io.vigia.benchmarks.measure.Sample;
import io.vigia.benchmarks.measure.Timetable;
import io.vigia.benchmarks.proxy.DelayingProxy;
import io.vigia.benchmarks.proxy.Traffic;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Creates the watchers, lets them run, and reads what came of it. */
final class WatchersRun {

  private static final Duration WARM_UP = Duration.ofMinutes(1);
  private static final Duration SLOWNESS = Duration.ofSeconds(30);

  /** What is due at the end may take its timeout and more. */
  private static final Duration SETTLE = Duration.ofSeconds(90);

  private static final Duration TO_CREATE = Duration.ofMinutes(15);
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final int COMPARED = 300;

  private final Settings settings;
  private final DataSet set;
  private final Clock clock;
  private final List<PlannedWatcher> fleet;
  private final History history;

  WatchersRun(Settings settings, DataSet set, Clock clock) {
    this.settings = settings;
    this.set = set;
    this.clock = clock;
    this.fleet = Fleet.of(set, settings.watchers());
    this.history = new History(settings.jdbcUrl(), settings.jdbcUser(), settings.jdbcPassword());
  }

  void run() throws IOException {
    try (var proxy =
        new DelayingProxy(
            settings.proxyPort(), settings.cluster(), PlannedWatcher.SLOW_MARKER, SLOWNESS)) {
      create();
      say("warming up for %d s", WARM_UP.toSeconds());
      pause(WARM_UP);
      Traffic.Counts before = proxy.traffic().counts();
      Load load = new Load(settings.servicePid(), settings.platformPid());
      Instant from = clock.instant();
      Instant to = from.plus(settings.measured());
      watch(load, to);
      Traffic.Counts traffic = proxy.traffic().counts().since(before);
      List<Run> runs = settled(from, to);
      say("%,d runs read; comparing %d of them with searches of their own", runs.size(), COMPARED);
      Sample sample =
          Sample.of(runs, COMPARED, set.seed(), new Cluster(settings.cluster().toString()));
      new Report(
              settings.folder(),
              set,
              Findings.of(fleet, runs, from, to, PlannedWatcher.every()),
              sample,
              load,
              traffic)
          .write(runs);
    }
  }

  private void create() throws IOException {
    Duration whole = TO_CREATE.plus(WARM_UP).plus(settings.measured()).plus(SETTLE);
    Duration delay = set.delay(clock.instant(), Fleet.LONG.multipliedBy(2), whole);
    say(
        "creating %,d watchers on %d indices; their query delay is %d min, so that they look at the"
            + " data",
        fleet.size(), set.indices(), delay.toMinutes());
    Instant begun = clock.instant();
    new WatcherApi(settings.service(), settings.apiKey()).create(fleet, delay);
    Duration took = Duration.between(begun, clock.instant());
    say("created in %.1f s", took.toMillis() / 1000.0);
    if (took.compareTo(TO_CREATE) > 0) {
      throw new IOException("creating the watchers took too long for the data's time span");
    }
  }

  private void watch(Load load, Instant to) throws IOException {
    say("measuring for %d min", settings.measured().toMinutes());
    while (clock.instant().isBefore(to)) {
      Duration left = Duration.between(clock.instant(), to);
      pause(left.compareTo(STEP) < 0 ? left : STEP);
      load.look();
    }
  }

  /** The runs, when none is missing any more or no more are to be waited for. */
  private List<Run> settled(Instant from, Instant to) throws IOException {
    Instant deadline = to.plus(SETTLE);
    var timetable = new Timetable(fleet, from, to, PlannedWatcher.every());
    int told = 0;
    while (true) {
      List<Run> runs = history.runs(fleet, from, to);
      int missed = timetable.missed(runs);
      if (missed == 0 || clock.instant().isAfter(deadline)) {
        return runs;
      }
      if (missed != told) {
        say("%,d runs are under way or missing", missed);
      }
      told = missed;
      pause(STEP);
    }
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(Math.max(0, time.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static void say(String text, Object... values) {
    System.out.printf(text + "%n", values);
  }
}
