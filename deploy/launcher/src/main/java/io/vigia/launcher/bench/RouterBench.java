package io.vigia.launcher.bench;

import io.vigia.launcher.demo.Cleanup;
import io.vigia.launcher.home.Installation;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.home.StarterFiles;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import io.vigia.platform.Endpoints;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The router beside Debian's Alertmanager: platform and alert-router on free ports, and the other
 * one where it is on the PATH. The module benchmarks sends and measures.
 */
@Command(name = "router")
final class RouterBench implements Bench {

  private static final String MAIN = "io.vigia.benchmarks.RouterBenchmark";
  private static final String ALERTMANAGER = "prometheus-alertmanager";
  private static final String HEAP = "192m";
  private static final int ROUNDS = 7;
  private static final int STORM = 10_000;

  private final Suite caller;
  private final Terminal terminal;

  @Option(names = "--rounds")
  private int rounds = ROUNDS;

  @Option(names = "--groups")
  private int groups = 5_000;

  @Option(names = "--storm")
  private int storm = STORM;

  RouterBench(Suite caller, Terminal terminal) {
    this.caller = caller;
    this.terminal = terminal;
  }

  @Override
  public String name() {
    return "router";
  }

  @Override
  public String about() {
    return "alert-router beside Alertmanager: intake, groups, a storm"
        + " [--rounds N --groups N --storm N]";
  }

  @Override
  @SuppressWarnings("try") // a lock is only held
  public Map<String, Double> run() throws IOException {
    requirePossible();
    Map<String, String> variables = FreePorts.forAllParts();
    int alertmanagerPort = FreePorts.another(variables);
    KeptSuite kept = KeptSuite.of(caller, "router", environment(variables), terminal);
    Installation installation = kept.suite().installation();
    Path routing = installation.config().resolve(StarterFiles.ALERTMANAGER);
    Files.createDirectories(routing.getParent());
    Files.writeString(routing, "route: {receiver: none}\nreceivers: [{name: none}]\n");
    try (var held = kept.suite().lock();
        Cleanup cleanup = new Cleanup(terminal)) {
      Endpoints platform = kept.platform(cleanup);
      long pid = kept.service(Service.ALERT_ROUTER, platform, cleanup);
      Properties settings = kept.settings(platform);
      settings.setProperty("service", kept.suite().ports().address(Service.ALERT_ROUTER));
      settings.setProperty("service.pid", String.valueOf(pid));
      settings.setProperty("routing", routing.toString());
      settings.setProperty("alertmanager", alertmanager().map(Path::toString).orElse(""));
      settings.setProperty("alertmanager.port", String.valueOf(alertmanagerPort));
      settings.setProperty("rounds", String.valueOf(rounds));
      settings.setProperty("groups", String.valueOf(groups));
      settings.setProperty("storm", String.valueOf(storm));
      Child child = new Child(installation, MAIN, cleanup, terminal);
      child.run("measure", settings);
      return child.figures(Path.of(settings.getProperty("folder")));
    }
  }

  private void requirePossible() {
    if (rounds < 1 || rounds > 100) {
      throw Failure.usage("--rounds is %d: 1 to 100 are possible", rounds);
    }
    if (groups < 100 || groups > 10_000) {
      throw Failure.usage("--groups is %d: 100 to 10000 are possible", groups);
    }
    if (storm < 2_000 || storm > 40_000 || storm % 100 != 0) {
      throw Failure.usage("--storm is %d: hundreds from 2000 to 40000 are possible", storm);
    }
  }

  private Map<String, String> environment(Map<String, String> ports) {
    Map<String, String> environment = new HashMap<>(ports);
    String memory = Service.ALERT_ROUTER.memoryVariable();
    environment.put(memory, caller.environment().getOrDefault(memory, HEAP));
    return environment;
  }

  private Optional<Path> alertmanager() {
    String path = caller.environment().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, ALERTMANAGER))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
