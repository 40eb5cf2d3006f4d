package io.vigia.launcher.bench;

import io.vigia.launcher.demo.Cleanup;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import io.vigia.platform.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Ten thousand agents, some of which die: platform and alert-router alone. The module benchmarks
 * plays the agents and measures.
 */
@Command(name = "deadman")
final class DeadManBench implements Bench {

  private static final String MAIN = "io.vigia.benchmarks.DeadManBenchmark";
  private static final int MOST_AGENTS = 10_000;
  private static final int MOST_MINUTES = 60;
  private static final int LONGEST_PAUSE = 25;

  private final Suite caller;
  private final Terminal terminal;

  @Option(names = "--agents")
  private int agents = MOST_AGENTS;

  @Option(names = "--minutes")
  private int minutes = 4;

  @Option(names = "--pause-seconds")
  private int pauseSeconds = 12;

  @Option(names = "--seed")
  private long seed = 1;

  DeadManBench(Suite caller, Terminal terminal) {
    this.caller = caller;
    this.terminal = terminal;
  }

  @Override
  public String name() {
    return "deadman";
  }

  @Override
  public String about() {
    return "10,000 agents, some of which die, restart, repeat or have wrong clocks"
        + " [--agents N --minutes N --pause-seconds N --seed N]";
  }

  @Override
  @SuppressWarnings("try") // a lock is only held
  public Map<String, Double> run() throws IOException {
    requirePossible();
    KeptSuite kept = KeptSuite.of(caller, "deadman", FreePorts.forAllParts(), terminal);
    try (var held = kept.suite().lock();
        Cleanup cleanup = new Cleanup(terminal)) {
      Endpoints platform = kept.platform(cleanup);
      Properties settings = kept.settings(platform);
      long pid = kept.service(Service.ALERT_ROUTER, platform, cleanup);
      settings.setProperty("service", kept.suite().ports().address(Service.ALERT_ROUTER));
      settings.setProperty("service.pid", String.valueOf(pid));
      settings.setProperty("kafka", platform.kafka());
      settings.setProperty("agents", String.valueOf(agents));
      settings.setProperty("minutes", String.valueOf(minutes));
      settings.setProperty("pause.seconds", String.valueOf(pauseSeconds));
      settings.setProperty("seed", String.valueOf(seed));
      Child child = new Child(kept.suite().installation(), MAIN, cleanup, terminal);
      child.run("measure", settings);
      return child.figures(Path.of(settings.getProperty("folder")));
    }
  }

  private void requirePossible() {
    if (agents < 10 || agents > MOST_AGENTS) {
      throw Failure.usage("--agents is %d: 10 to %d are possible", agents, MOST_AGENTS);
    }
    if (minutes < 2 || minutes > MOST_MINUTES) {
      throw Failure.usage("--minutes is %d: 2 to %d are possible", minutes, MOST_MINUTES);
    }
    if (pauseSeconds < 0 || pauseSeconds > LONGEST_PAUSE) {
      throw Failure.usage(
          "--pause-seconds is %d: 0 to %d are possible", pauseSeconds, LONGEST_PAUSE);
    }
  }
}
