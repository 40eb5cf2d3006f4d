package io.vigia.launcher.suite;

import io.vigia.launcher.home.GatewayKeyPair;
import io.vigia.launcher.home.Installation;
import io.vigia.launcher.home.Keys;
import io.vigia.launcher.home.ServiceProperties;
import io.vigia.launcher.process.Environment;
import io.vigia.launcher.process.Pause;
import io.vigia.launcher.process.ProcessIdentity;
import io.vigia.launcher.process.RunLock;
import io.vigia.launcher.terminal.Failure;
import io.vigia.platform.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/**
 * Ends a service if it lives and starts it anew, with the settings and environment of the suite.
 */
public final class Restart {

  private static final long FIRST_LOOK_MILLIS = 150;

  private final Suite suite;

  public Restart(Suite suite) {
    this.suite = suite;
  }

  /** Returns the new process, alive but not ready yet. */
  @SuppressWarnings("try") // a lock is only held
  public ProcessIdentity run(ServiceProcess service) throws IOException {
    requireUp();
    try (RunLock held = service.lock()) {
      requireUp(); // a down may have begun while this waited
      Map<String, String> environment = environmentOfTheSuite();
      configure(service);
      service.stop();
      ProcessIdentity process = service.start(environment);
      Pause.millis(FIRST_LOOK_MILLIS);
      if (!process.alive()) {
        throw service.failure("it ended at once");
      }
      return process;
    }
  }

  private void requireUp() {
    if (!suite.wanted()) {
      throw Failure.refused(
          "the suite in %s is not up: run ./vigia up", suite.installation().home());
    }
  }

  private Map<String, String> environmentOfTheSuite() throws IOException {
    for (ServiceProcess sibling : suite.services()) {
      Optional<Map<String, String>> environment = sibling.running().flatMap(Environment::of);
      if (environment.isPresent()) {
        return environment.get();
      }
    }
    return suite.environment();
  }

  /** While the platform is away the service starts with what it was told last. */
  private void configure(ServiceProcess service) throws IOException {
    Installation installation = suite.installation();
    Optional<Endpoints> platform = suite.platform().lastKnown();
    if (platform.isPresent()) {
      Keys keys = Keys.read(installation);
      GatewayKeyPair.ensure(installation); // a home of an older version has none
      service.writeConfiguration(
          new ServiceProperties(installation, suite.ports(), platform.get(), keys.suite()));
    } else if (!Files.exists(installation.configOf(service.service()))) {
      throw Failure.refused("the platform is not ready: run ./vigia up");
    }
  }
}
