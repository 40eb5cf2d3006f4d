package io.vigia.launcher.suite;

import io.vigia.launcher.home.Engine;
import io.vigia.launcher.home.Installation;
import io.vigia.launcher.home.Listener;
import io.vigia.launcher.home.Ports;
import io.vigia.launcher.home.PrivateFile;
import io.vigia.launcher.process.PortHolder;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What must hold before anything is started; each refusal names what to do. */
public final class Preconditions {

  /** What engines, logs and class archives of a fresh home may need. */
  public static final long LEAST_FREE_BYTES = 2L << 30;

  /** Kafka splits at commas, OpenSearch and PostgreSQL's initdb expand the others. */
  private static final Pattern NOT_FOR_ENGINES = Pattern.compile("[,$`\"\\\\\\p{Cntrl}]");

  private Preconditions() {}

  public static void writableHome(Installation installation) {
    Path home = installation.home();
    if (NOT_FOR_ENGINES.matcher(home.toString()).find()) {
      throw Failure.refused(
          "%s holds one of , $ ` \" \\ which the engines take apart: set VIGIA_HOME to another folder",
          home);
    }
    try {
      PrivateFile.folder(home);
      Path probe = Files.createTempFile(home, ".probe", null);
      Files.delete(probe);
    } catch (IOException e) {
      throw Failure.refused(
          "%s cannot be written (%s): set VIGIA_HOME to a folder of yours",
          home, e.getClass().getSimpleName());
    }
  }

  public static void built(Installation installation) {
    List<String> missing = installation.notBuilt();
    if (!missing.isEmpty()) {
      throw Failure.refused(
          "not built: %s. Run mvn package in %s", String.join(", ", missing), installation.root());
    }
  }

  public static void diskSpace(Installation installation) throws IOException {
    long free = Files.getFileStore(installation.home()).getUsableSpace();
    if (free < LEAST_FREE_BYTES) {
      throw Failure.refused(
          "%s has %s of free disk and the suite wants %s: make room or set VIGIA_HOME to a folder"
              + " on another disk",
          installation.home(), Terminal.megabytes(free), Terminal.megabytes(LEAST_FREE_BYTES));
    }
  }

  /** Parts that run cannot move. */
  public static void unmoved(Suite suite, Ports wanted) throws IOException {
    Optional<Ports> remembered = Ports.remembered(suite.installation());
    Set<Listener> moved = remembered.map(wanted::differencesTo).orElse(Set.of());
    if (!moved.isEmpty() && suite.anyRunning()) {
      throw Failure.refused(
          "the suite runs on other ports than %s say: run ./vigia down first",
          moved.stream().map(Listener::variable).sorted().collect(Collectors.joining(", ")));
    }
  }

  /** The ports of the parts that are about to be started. */
  public static void freePorts(Suite suite, Ports ports) throws IOException {
    List<Listener> needed = new ArrayList<>();
    if (suite.platform().process().isEmpty()) {
      needed.addAll(List.of(Engine.values()));
      if (leftBehind(suite.installation())) {
        needed.remove(Engine.POSTGRES); // the platform ends it as it starts
      }
    }
    for (ServiceProcess service : suite.services()) {
      if (service.running().isEmpty()) {
        needed.add(service.service());
      }
    }
    freePorts(needed, ports);
  }

  /** Whether a killed platform's PostgreSQL still serves this home. */
  private static boolean leftBehind(Installation installation) throws IOException {
    Path data = installation.platform().resolve("postgres");
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.isReadable(pidFile)) {
      return false;
    }
    try {
      long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().commandLine())
          .filter(command -> command.contains(data.toString()))
          .isPresent();
    } catch (NumberFormatException | IndexOutOfBoundsException damaged) {
      return false;
    }
  }

  static void freePorts(List<Listener> needed, Ports ports) {
    String taken =
        needed.stream()
            .filter(listener -> !PortHolder.free(ports.of(listener)))
            .map(listener -> taken(listener, ports.of(listener)))
            .collect(Collectors.joining("\n"));
    if (!taken.isEmpty()) {
      throw Failure.refused("%s", taken);
    }
  }

  /** Such as: port 8080, wanted for alert-router, is taken by java (pid 12): … */
  public static String taken(Listener listener, int port) {
    return "port %d, wanted for %s, is taken by %s: end that process or set %s to a free port"
        .formatted(
            port,
            listener.title(),
            PortHolder.describe(port).orElse("another process"),
            listener.variable());
  }
}
