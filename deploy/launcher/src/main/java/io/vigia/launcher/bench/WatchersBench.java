package io.vigia.launcher.bench;

import io.vigia.launcher.demo.Cleanup;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import io.vigia.platform.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Ten thousand watchers: platform and watcher-service in a home that is kept, since loading the
 * documents takes minutes, with a proxy between the service and OpenSearch. The module benchmarks
 * loads and measures.
 */
@Command(name = "watchers")
final class WatchersBench implements Bench {

  private static final String MAIN = "io.vigia.benchmarks.WatchersBenchmark";
  private static final String HEAP = "256m";
  private static final int WATCHERS_ON_AN_INDEX = 50;
  private static final int MOST_INDICES = 200;
  private static final int MOST_MINUTES = 120;

  /** Minutes of runs that are kept beside the measured ones. */
  private static final int RUNS_BESIDE = 15;

  private final Suite caller;
  private final Terminal terminal;

  @Option(names = "--documents")
  private long documents = 10_000_000;

  @Option(names = "--watchers")
  private int watchers = 10_000;

  @Option(names = "--minutes")
  private int minutes = 5;

  @Option(names = "--seed")
  private long seed = 1;

  WatchersBench(Suite caller, Terminal terminal) {
    this.caller = caller;
    this.terminal = terminal;
  }

  @Override
  public String name() {
    return "watchers";
  }

  @Override
  public String about() {
    return "10,000 watchers a minute over 10 million documents, 2 % of them slow"
        + " [--watchers N --documents N --minutes N --seed N]";
  }

  @Override
  @SuppressWarnings("try") // a lock is only held
  public Map<String, Double> run() throws IOException {
    requirePossible();
    Map<String, String> variables = FreePorts.forAllParts();
    int proxyPort = FreePorts.another(variables);
    KeptSuite kept = KeptSuite.of(caller, "watchers", environment(variables), terminal);
    try (var held = kept.suite().lock();
        Cleanup cleanup = new Cleanup(terminal)) {
      Endpoints platform = kept.platform(cleanup);
      Child child = new Child(kept.suite().installation(), MAIN, cleanup, terminal);
      Properties settings = settings(kept, platform, proxyPort);
      child.run("load", settings);
      long pid = kept.service(Service.WATCHER_SERVICE, behind(platform, proxyPort), cleanup);
      settings.setProperty("service.pid", String.valueOf(pid));
      child.run("measure", settings);
      return child.figures(Path.of(settings.getProperty("folder")));
    }
  }

  private void requirePossible() {
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw Failure.usage("--minutes is %d: 1 to %d are possible", minutes, MOST_MINUTES);
    }
    if (watchers < 1 || watchers > 20_000) {
      throw Failure.usage("--watchers is %d: 1 to 20000 are possible", watchers);
    }
    if (documents < indices()) {
      throw Failure.usage("--documents is %d: at least %d are needed", documents, indices());
    }
  }

  private Map<String, String> environment(Map<String, String> ports) {
    Map<String, String> environment = new HashMap<>(ports);
    environment.put(
        Service.WATCHER_SERVICE.memoryVariable(),
        caller.environment().getOrDefault(Service.WATCHER_SERVICE.memoryVariable(), HEAP));
    environment.put("VIGIA_WATCHER_RUNS_KEPT", String.valueOf(minutes + RUNS_BESIDE));
    return environment;
  }

  private Properties settings(KeptSuite kept, Endpoints platform, int proxyPort)
      throws IOException {
    Properties settings = kept.settings(platform);
    settings.setProperty("service", kept.suite().ports().address(Service.WATCHER_SERVICE));
    settings.setProperty("service.pid", "0"); // known once it runs
    settings.setProperty("proxy.port", String.valueOf(proxyPort));
    settings.setProperty("documents", String.valueOf(documents));
    settings.setProperty("watchers", String.valueOf(watchers));
    settings.setProperty("indices", String.valueOf(indices()));
    settings.setProperty("seed", String.valueOf(seed));
    settings.setProperty("minutes", String.valueOf(minutes));
    return settings;
  }

  private int indices() {
    return Math.min(MOST_INDICES, Math.max(1, watchers / WATCHERS_ON_AN_INDEX));
  }

  /** The same platform, with the proxy where OpenSearch is. */
  private static Endpoints behind(Endpoints platform, int proxyPort) {
    return new Endpoints(
        platform.kafka(),
        platform.postgresHost(),
        platform.postgresPort(),
        platform.postgresUser(),
        platform.postgresPassword(),
        "http://127.0.0.1:" + proxyPort,
        platform.control(),
        platform.pid());
  }
}
