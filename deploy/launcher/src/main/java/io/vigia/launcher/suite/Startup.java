package io.vigia.launcher.suite;

import io.vigia.launcher.home.GatewayKeyPair;
import io.vigia.launcher.home.Installation;
import io.vigia.launcher.home.Keys;
import io.vigia.launcher.home.Ports;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.home.ServiceProperties;
import io.vigia.launcher.home.StarterFiles;
import io.vigia.launcher.process.Pause;
import io.vigia.launcher.process.ProcessIdentity;
import io.vigia.launcher.process.RunLock;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Stopwatch;
import io.vigia.launcher.terminal.Terminal;
import io.vigia.platform.Endpoints;
import io.vigia.platform.LocalPlatform;
import io.vigia.platform.PlatformFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings everything up that is not running. */
final class Startup {

  /**
   * The agent comes when the others are ready, so that it does not report them as down. The others
   * come at once: on two cores that is quicker than two by two, since a starting service also
   * waits.
   */
  private static final List<List<Service>> WAVES =
      List.of(
          List.of(
              Service.ALERT_ROUTER,
              Service.REMEDIATION_WEBHOOK,
              Service.ANOMALY_SERVICE,
              Service.WATCHER_SERVICE),
          List.of(Service.HEARTBEAT_AGENT));

  private static final Duration POSTGRESQL_WITHIN = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 250;

  private final Suite suite;
  private final Terminal terminal;
  private final Runnable begun;
  private final Stopwatch watch = new Stopwatch();

  /**
   * @param begun is run when nothing stands in the way any more, just before the first start
   */
  Startup(Suite suite, Terminal terminal, Runnable begun) {
    this.suite = suite;
    this.terminal = terminal;
    this.begun = begun;
  }

  /** Returns the home's keys when every part is ready. */
  @SuppressWarnings("try") // a lock is only held
  Keys run() throws IOException {
    Installation installation = suite.installation();
    Preconditions.writableHome(installation);
    try (var held = suite.lock()) {
      Ports ports = suite.chosenPorts();
      Preconditions.unmoved(suite, ports);
      Preconditions.built(installation);
      Preconditions.diskSpace(installation);
      Preconditions.freePorts(suite, ports);
      Keys keys = Keys.ensure(installation);
      GatewayKeyPair.ensure(installation);
      StarterFiles.ensure(installation);
      addWebhook(installation);
      ports.remember(installation);
      suite.want(true);
      begun.run();
      terminal.say("Vigía starts in %s", installation.home());
      Endpoints platform = platform(ports);
      var settings = new ServiceProperties(installation, ports, platform, keys.suite());
      Readiness readiness = new Readiness(ports, keys.suite());
      for (List<Service> wave : WAVES) {
        readiness.await(start(wave, settings), this::told);
      }
      return keys;
    }
  }

  private void addWebhook(Installation installation) throws IOException {
    String url = suite.environment().getOrDefault("VIGIA_WEBHOOK_URL", "");
    if (!url.isBlank()) {
      StarterFiles.addWebhook(installation, "webhook", url);
    }
  }

  private Endpoints platform(Ports ports) throws IOException {
    Optional<Endpoints> running = suite.platform().ready();
    Endpoints endpoints;
    if (running.isPresent()) {
      endpoints = running.get();
      terminal.say("  %-20s runs already (pid %d)", PlatformProcess.TITLE, endpoints.pid());
    } else {
      suite.platform().stop(); // one that neither answers nor has ended
      endpoints = suite.platform().start(ports, this::engineTold);
    }
    createDatabase(endpoints);
    return endpoints;
  }

  /** A running platform may just be starting its PostgreSQL again. */
  private static void createDatabase(Endpoints endpoints) {
    Stopwatch waiting = new Stopwatch();
    while (true) {
      try {
        LocalPlatform.createDatabase(endpoints, ServiceProperties.DATABASE, false);
        return;
      } catch (PlatformFailure e) {
        if (waiting.passed(POSTGRESQL_WITHIN)) {
          throw Failure.failed("%s", Failure.reason(e));
        }
        Pause.millis(POLL_MILLIS);
      }
    }
  }

  @SuppressWarnings("try") // a lock is only held
  private Map<ServiceProcess, ProcessIdentity> start(List<Service> wave, ServiceProperties settings)
      throws IOException {
    Map<ServiceProcess, ProcessIdentity> started = new LinkedHashMap<>();
    for (Service each : wave) {
      ServiceProcess service = suite.service(each);
      if (!suite.wanted()) {
        throw Failure.failed("ended while it was starting");
      }
      try (RunLock held = service.lock()) {
        if (service.running().isEmpty()) {
          started.put(service, service.start(settings, suite.environment()));
        } else {
          started.put(service, service.running().orElseThrow());
        }
      }
    }
    return started;
  }

  private void engineTold(String line) {
    terminal.progress(line.substring(0, line.indexOf(' ')), "ready", watch.elapsed());
  }

  private void told(ServiceProcess service) {
    terminal.progress(service.service().title(), "ready", watch.elapsed());
  }
}
