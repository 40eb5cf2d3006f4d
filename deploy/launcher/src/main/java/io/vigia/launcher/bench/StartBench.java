package io.vigia.launcher.bench;

import io.vigia.launcher.demo.Cleanup;
import io.vigia.launcher.demo.Milestone;
import io.vigia.launcher.demo.Repair;
import io.vigia.launcher.demo.Timeline;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.process.Pause;
import io.vigia.launcher.suite.Footprint;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Stopwatch;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** A suite of its own in a throw-away home: two starts, memory at rest, and one repair. */
@Command(name = "start")
final class StartBench implements Bench {

  private static final Duration REPAIR_WITHIN = Duration.ofMinutes(2);
  private static final long REST_MILLIS = 20_000;

  private final Suite caller;
  private final Terminal terminal;

  StartBench(Suite caller, Terminal terminal) {
    this.caller = caller;
    this.terminal = terminal;
  }

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String about() {
    return "first and later start, memory at rest, and the repair of a killed service";
  }

  @Override
  public Map<String, Double> run() throws IOException {
    SecondSuite second = SecondSuite.beside(caller, "vigia-bench", terminal);
    Map<String, Double> figures = new LinkedHashMap<>();
    try (Cleanup cleanup = new Cleanup(terminal)) {
      cleanup.add(second::deleteHome);
      cleanup.add(second::end);
      figures.put("up_first_s", timed(second, "up"));
      timed(second, "down");
      figures.put("up_again_s", timed(second, "up"));
      terminal.say("resting %d s", REST_MILLIS / 1000);
      Pause.millis(REST_MILLIS);
      figures.put("rss_mb", restingMegabytes(second.suite()));
      figures.putAll(repair(second.suite()));
    }
    return figures;
  }

  private double restingMegabytes(Suite suite) throws IOException {
    Footprint footprint = Footprint.of(suite);
    footprint
        .memory()
        .forEach((part, bytes) -> terminal.say("  %-20s %s", part, Terminal.megabytes(bytes)));
    return Math.round(footprint.memoryInAll() / (double) (1 << 20));
  }

  private Map<String, Double> repair(Suite suite) throws IOException {
    Repair repair = new Repair(suite, Service.ANOMALY_SERVICE);
    Milestone detected = repair.detected();
    Milestone verified = repair.verified();
    Timeline timeline = new Timeline(terminal);
    timeline.tell("kill -9 anomaly-service (pid %d)".formatted(repair.kill().pid()));
    timeline.await(REPAIR_WITHIN, List.of(detected, repair.requested(), verified));
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("detect_s", tenths(timeline.secondsOf(detected)));
    figures.put("verified_s", tenths(timeline.secondsOf(verified)));
    return figures;
  }

  /** The wall time of the command as a person sees it. */
  private double timed(SecondSuite second, String command) throws IOException {
    Stopwatch watch = new Stopwatch();
    int code = second.vigia(command);
    terminal.say("./vigia %s: %s", command, Terminal.seconds(watch.elapsed()).strip());
    if (code != 0) {
      throw Failure.failed("./vigia %s ended with %d", command, code);
    }
    return tenths(watch.seconds());
  }

  private static double tenths(double seconds) {
    return Math.round(seconds * 10) / 10.0;
  }
}
