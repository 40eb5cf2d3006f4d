package io.vigia.launcher.soak;

import io.vigia.launcher.home.Engine;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.process.ProcessIdentity;
import io.vigia.launcher.suite.PlatformProcess;
import io.vigia.launcher.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A process of a suite that may be killed. */
enum Victim {
  ALERT_ROUTER(Service.ALERT_ROUTER),
  WATCHER_SERVICE(Service.WATCHER_SERVICE),
  HEARTBEAT_AGENT(Service.HEARTBEAT_AGENT),
  ANOMALY_SERVICE(Service.ANOMALY_SERVICE),
  REMEDIATION_WEBHOOK(Service.REMEDIATION_WEBHOOK),
  /** Kafka and OpenSearch; PostgreSQL lives on beside it. */
  PLATFORM(PlatformProcess.TITLE),
  /** The platform starts it again by itself. */
  POSTGRESQL(Engine.POSTGRES.title());

  private final String title;
  private final Optional<Service> service;

  Victim(Service service) {
    this.title = service.title();
    this.service = Optional.of(service);
  }

  Victim(String title) {
    this.title = title;
    this.service = Optional.empty();
  }

  String title() {
    return title;
  }

  Optional<Service> service() {
    return service;
  }

  /** Its living process, if it has one just now. */
  Optional<ProcessIdentity> in(Suite suite) throws IOException {
    try {
      if (service.isPresent()) {
        return suite.service(service.get()).running();
      }
      return this == PLATFORM ? suite.platform().process() : postmaster(suite);
    } catch (NoSuchFileException justRemoved) {
      return Optional.empty();
    }
  }

  /** PostgreSQL's own file may outlive it, and its number may be another program's by now. */
  private static Optional<ProcessIdentity> postmaster(Suite suite) throws IOException {
    Path data = suite.installation().platform().resolve("postgres");
    try {
      long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().commandLine())
          .filter(command -> command.contains(data.toString()))
          .flatMap(command -> ProcessIdentity.of(pid));
    } catch (NumberFormatException | IndexOutOfBoundsException halfWritten) {
      return Optional.empty();
    }
  }
}
