package io.vigia.launcher.suite;

import io.vigia.launcher.home.Installation;
import io.vigia.launcher.home.PrivateFile;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.home.ServiceProperties;
import io.vigia.launcher.process.DetachedProcess;
import io.vigia.launcher.process.LogFile;
import io.vigia.launcher.process.Pause;
import io.vigia.launcher.process.PidFile;
import io.vigia.launcher.process.ProcessIdentity;
import io.vigia.launcher.process.RunLock;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Stopwatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One service as a detached process. Starts and stops hold the service's lock. */
public final class ServiceProcess {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration TO_ARCHIVE = Duration.ofSeconds(20);
  private static final Duration AFTER_KILL = Duration.ofSeconds(5);
  private static final long POLL_MILLIS = 25;
  private static final int LOG_LINES = 15;

  private final Installation installation;
  private final Service service;
  private final PidFile pidFile;

  public ServiceProcess(Installation installation, Service service) {
    this.installation = installation;
    this.service = service;
    this.pidFile = new PidFile(installation.run().resolve(service.title() + ".pid"));
  }

  public Service service() {
    return service;
  }

  public Optional<ProcessIdentity> running() throws IOException {
    return pidFile.living();
  }

  /** Serialises what several runs want of this service at once. */
  public RunLock lock() throws IOException {
    return RunLock.take(
        installation.run().resolve(service.title() + ".lock"),
        PATIENCE,
        "another run is starting or stopping %s: try again".formatted(service.title()));
  }

  /** Starts it unless it runs. */
  public ProcessIdentity start(ServiceProperties settings, Map<String, String> environment)
      throws IOException {
    writeConfiguration(settings);
    return start(environment);
  }

  /** Starts it, unless it runs, with the configuration that is there. */
  public ProcessIdentity start(Map<String, String> environment) throws IOException {
    Optional<ProcessIdentity> already = running();
    if (already.isPresent()) {
      return already.get();
    }
    if (!Files.exists(installation.jarOf(service))) {
      throw Failure.refused(
          "%s is missing: run ./vigia up, which builds it", installation.jarOf(service));
    }
    Map<String, String> values = new HashMap<>(environment);
    values.putIfAbsent("MALLOC_ARENA_MAX", "2"); // glibc keeps memory per thread otherwise
    Process process =
        DetachedProcess.start(
            ServiceCommand.of(installation, service).words(values),
            installation.home(),
            values,
            log());
    ProcessIdentity identity =
        ProcessIdentity.of(process.pid()).orElseThrow(() -> failure("it ended at once"));
    pidFile.write(identity);
    return identity;
  }

  public void writeConfiguration(ServiceProperties settings) throws IOException {
    PrivateFile.write(installation.configOf(service), settings.textFor(service));
  }

  /** Asks it to end and, when it does not within 10 s, kills it. True if it was running. */
  public boolean stop() throws IOException {
    Optional<ProcessIdentity> process = running();
    process.ifPresent(ProcessIdentity::terminate);
    return ended(process, GRACE);
  }

  /**
   * Waits for a process that was asked to end, with time to write its class archive, and kills it
   * when that is over.
   *
   * @see ClassArchive
   */
  boolean endedAtLeisure(Optional<ProcessIdentity> asked) throws IOException {
    return ended(asked, GRACE.plus(TO_ARCHIVE));
  }

  private boolean ended(Optional<ProcessIdentity> asked, Duration grace) throws IOException {
    if (asked.isPresent()) {
      boolean well = gone(asked.get(), grace);
      if (!well) {
        asked.get().kill();
        if (!gone(asked.get(), AFTER_KILL)) {
          throw Failure.failed("%s (pid %d) cannot be killed", service.title(), asked.get().pid());
        }
      }
      settleArchive(well);
    }
    if (running().isEmpty()) { // a runbook may have started another one meanwhile
      pidFile.delete();
    }
    return asked.isPresent();
  }

  /** Whether its process writes a class archive as it ends. */
  boolean willArchive() throws IOException {
    return running().isPresent() && !ServiceCommand.of(installation, service).archive().exists();
  }

  private void settleArchive(boolean endedWell) throws IOException {
    ClassArchive archive = ServiceCommand.of(installation, service).archive();
    if (endedWell) {
      archive.adopt();
    } else {
      archive.discard();
    }
  }

  public Path log() {
    return installation.logOf(service.title());
  }

  /** A failure of this service with the end of its log. */
  public Failure failure(String what) {
    try {
      return new Failure(
          ExitCode.NOT_READY,
          "%s: %s. The last lines of %s:%n%s"
              .formatted(
                  service.title(), what, log(), String.join("\n", LogFile.tail(log(), LOG_LINES))));
    } catch (IOException e) {
      return new Failure(
          ExitCode.NOT_READY,
          "%s: %s, and its log cannot be read".formatted(service.title(), what));
    }
  }

  private static boolean gone(ProcessIdentity process, Duration patience) {
    Stopwatch waiting = new Stopwatch();
    while (process.alive()) {
      if (waiting.passed(patience)) {
        return false;
      }
      Pause.millis(POLL_MILLIS);
    }
    return true;
  }
}
