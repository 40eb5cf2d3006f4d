package io.vigia.launcher.suite;

import io.vigia.launcher.home.Engine;
import io.vigia.launcher.home.Installation;
import io.vigia.launcher.home.Ports;
import io.vigia.launcher.home.PrivateFile;
import io.vigia.launcher.process.LogFile;
import io.vigia.launcher.process.Pause;
import io.vigia.launcher.process.PidFile;
import io.vigia.launcher.process.ProcessIdentity;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Stopwatch;
import io.vigia.platform.Endpoints;
import io.vigia.platform.LocalPlatform;
import io.vigia.platform.Mode;
import io.vigia.platform.PlatformFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The platform's JVM with Kafka, PostgreSQL and OpenSearch. */
public final class PlatformProcess {

  /** How people name it, as in {@code ./vigia logs platform}. */
  public static final String TITLE = "platform";

  private static final int ANY_PORT = 0;
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 50;

  private final Installation installation;
  private final PidFile pidFile;

  public PlatformProcess(Installation installation) {
    this.installation = installation;
    this.pidFile = new PidFile(installation.run().resolve(TITLE + ".pid"));
  }

  /** Its process, ready or not. */
  public Optional<ProcessIdentity> process() throws IOException {
    return pidFile.living();
  }

  /** Where its engines listen, if it is ready and answers. */
  public Optional<Endpoints> ready() {
    return LocalPlatform.running(installation.platform());
  }

  /** What it wrote when it became ready, without asking it. */
  public Optional<Endpoints> lastKnown() throws IOException {
    try {
      return Optional.of(Endpoints.read(installation.platform()));
    } catch (NoSuchFileException notReady) {
      return Optional.empty();
    }
  }

  /**
   * Starts it and waits until all engines are ready.
   *
   * @param told gets each line in which the platform says that an engine is ready
   */
  public Endpoints start(Ports ports, Consumer<String> told) throws IOException {
    PrivateFile.folder(installation.logs());
    PrivateFile.folder(installation.platform());
    LogFile.rotate(log());
    long begin = Files.exists(log()) ? Files.size(log()) : 0;
    Process process =
        LocalPlatform.launch(
            installation.platformLibrary(),
            installation.platform(),
            new io.vigia.platform.Ports(
                ports.of(Engine.KAFKA),
                ports.of(Engine.POSTGRES),
                ports.of(Engine.OPENSEARCH),
                ANY_PORT),
            Mode.PERSISTENT,
            OptionalLong.empty(),
            log());
    Optional<ProcessIdentity> identity = ProcessIdentity.of(process.pid());
    if (identity.isPresent()) {
      pidFile.write(identity.get());
    }
    try (ReadyLines lines = new ReadyLines(log(), begin, told)) {
      lines.start();
      return LocalPlatform.awaitReady(process, installation.platform(), log());
    } catch (PlatformFailure e) {
      throw new Failure(ExitCode.NOT_READY, Failure.reason(e));
    }
  }

  /** Asks it to end and, when it does not within 60 s, kills it. True if it was running. */
  public boolean stop() throws IOException {
    Optional<ProcessIdentity> process = process().or(this::adopted);
    if (process.isPresent()) {
      process.get().terminate();
      Stopwatch waiting = new Stopwatch();
      while (process.get().alive()) {
        if (waiting.passed(GRACE)) {
          process.get().kill();
        }
        Pause.millis(POLL_MILLIS);
      }
    }
    pidFile.delete();
    return process.isPresent();
  }

  public Path log() {
    return installation.logOf(TITLE);
  }

  /** One that answers although its pid file is gone. */
  private Optional<ProcessIdentity> adopted() {
    return ready().flatMap(endpoints -> ProcessIdentity.of(endpoints.pid()));
  }
}
