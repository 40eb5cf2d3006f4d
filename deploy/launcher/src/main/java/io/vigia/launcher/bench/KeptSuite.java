package io.vigia.launcher.bench;

import io.vigia.launcher.demo.Cleanup;
import io.vigia.launcher.home.GatewayKeyPair;
import io.vigia.launcher.home.Installation;
import io.vigia.launcher.home.Keys;
import io.vigia.launcher.home.Ports;
import io.vigia.launcher.home.PrivateFile;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.home.ServiceProperties;
import io.vigia.launcher.home.StarterFiles;
import io.vigia.launcher.process.ProcessIdentity;
import io.vigia.launcher.suite.Preconditions;
import io.vigia.launcher.suite.Readiness;
import io.vigia.launcher.suite.ServiceProcess;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Terminal;
import io.vigia.platform.Endpoints;
import io.vigia.platform.LocalPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The parts of a suite that a bench needs, in a home that is kept for what is in its OpenSearch.
 * The database is a new one each time. What it starts, the cleanup ends.
 */
final class KeptSuite {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private final Suite suite;
  private final Terminal terminal;

  private KeptSuite(Suite suite, Terminal terminal) {
    this.suite = suite;
    this.terminal = terminal;
  }

  /**
   * Nothing runs yet. The home is a folder of {@code VIGIA_BENCH_HOME}, or of {@code bench} in the
   * caller's home.
   *
   * @param environment beside the caller's
   */
  static KeptSuite of(
      Suite caller, String name, Map<String, String> environment, Terminal terminal) {
    Installation installation = caller.installation();
    String chosen = caller.environment().getOrDefault("VIGIA_BENCH_HOME", "");
    Path parent = chosen.isBlank() ? installation.home().resolve("bench") : Path.of(chosen);
    Installation own = new Installation(installation.root(), parent.resolve(name));
    Preconditions.writableHome(own);
    Preconditions.built(own);
    Map<String, String> all = new HashMap<>(caller.environment());
    all.putAll(environment);
    all.put("VIGIA_HOME", own.home().toString());
    all.remove("VIGIA_WEBHOOK_URL");
    return new KeptSuite(new Suite(own, all), terminal);
  }

  Suite suite() {
    return suite;
  }

  /** Starts the platform and makes the database anew; what a killed bench left running ends. */
  Endpoints platform(Cleanup cleanup) throws IOException {
    Installation installation = suite.installation();
    for (ServiceProcess each : suite.services()) {
      each.stop();
    }
    suite.platform().stop();
    Preconditions.diskSpace(installation);
    Keys.ensure(installation);
    GatewayKeyPair.ensure(installation);
    StarterFiles.ensure(installation);
    Ports ports = suite.chosenPorts();
    ports.remember(installation);
    terminal.say("The bench's platform starts in %s", installation.home());
    cleanup.add(() -> suite.platform().stop());
    Endpoints endpoints = suite.platform().start(ports, line -> terminal.say("  %s", line));
    LocalPlatform.createDatabase(endpoints, ServiceProperties.DATABASE, true);
    return endpoints;
  }

  /**
   * Starts a service, waits until it is ready and returns its process number.
   *
   * @param platform as the service shall see it
   */
  long service(Service service, Endpoints platform, Cleanup cleanup) throws IOException {
    Keys keys = Keys.read(suite.installation());
    ServiceProcess process = suite.service(service);
    cleanup.add(() -> process.stop());
    ProcessIdentity started =
        process.start(
            new ServiceProperties(suite.installation(), suite.ports(), platform, keys.suite()),
            suite.environment());
    new Readiness(suite.ports(), keys.suite())
        .await(
            Map.of(process, started),
            ready -> terminal.say("  %s is ready", ready.service().title()));
    return started.pid();
  }

  /** What any program that measures needs to know, with a new folder for its results. */
  Properties settings(Endpoints platform) throws IOException {
    Path folder =
        suite
            .installation()
            .home()
            .resolve("results")
            .resolve(TIME.format(Clock.systemUTC().instant()));
    PrivateFile.folder(folder);
    Properties settings = new Properties();
    settings.setProperty("folder", folder.toString());
    settings.setProperty("cluster", platform.openSearch());
    settings.setProperty("platform.pid", String.valueOf(platform.pid()));
    settings.setProperty("api.key", Keys.read(suite.installation()).admin());
    settings.setProperty(
        "jdbc.url",
        "jdbc:postgresql://%s:%d/%s"
            .formatted(
                platform.postgresHost(), platform.postgresPort(), ServiceProperties.DATABASE));
    settings.setProperty("jdbc.user", platform.postgresUser());
    settings.setProperty("jdbc.password", platform.postgresPassword());
    return settings;
  }
}
