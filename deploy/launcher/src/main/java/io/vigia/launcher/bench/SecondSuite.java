package io.vigia.launcher.bench;

import io.vigia.launcher.home.Installation;
import io.vigia.launcher.suite.FolderTree;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A suite beside the caller's, in a throw-away home and on ports of its own. */
public final class SecondSuite {

  private static final Pattern PROGRAMS = Pattern.compile(".*/(java|postgres)");

  private final Suite suite;
  private final Terminal terminal;
  private @Nullable Process command;
  private boolean ended;

  private SecondSuite(Suite suite, Terminal terminal) {
    this.suite = suite;
    this.terminal = terminal;
  }

  /**
   * Makes the home; nothing runs yet.
   *
   * @param name begins the name of the home's folder
   */
  public static SecondSuite beside(Suite caller, String name, Terminal terminal)
      throws IOException {
    Path home = Files.createTempDirectory(name);
    Map<String, String> environment = new HashMap<>(caller.environment());
    environment.put("VIGIA_HOME", home.toString());
    environment.remove("VIGIA_WEBHOOK_URL");
    environment.putAll(FreePorts.forAllParts());
    return new SecondSuite(
        new Suite(new Installation(caller.installation().root(), home), environment), terminal);
  }

  public Suite suite() {
    return suite;
  }

  /** Runs {@code ./vigia COMMAND} on it as a person would and returns its exit code. */
  public int vigia(String word) throws IOException {
    Process started;
    synchronized (this) {
      if (ended) {
        throw Failure.failed("./vigia %s comes too late: the suite is ending", word);
      }
      started = start(word);
      command = started;
    }
    return exitCode(started);
  }

  /** Ends it, also while it is starting, and whatever of it is left. The home stays. */
  public void end() throws IOException {
    Process under;
    synchronized (this) {
      ended = true;
      under = command;
    }
    if (under != null && under.isAlive()) {
      under.destroy(); // an up would go on starting what this ends
      exitCode(under);
    }
    int code = exitCode(start("down"));
    if (code != 0) {
      terminal.say("./vigia down ended with %d", code);
    }
    killLeftOvers();
  }

  public void deleteHome() throws IOException {
    FolderTree.delete(suite.installation().home());
  }

  private Process start(String word) throws IOException {
    ProcessBuilder script =
        new ProcessBuilder(suite.installation().script().toString(), word).inheritIO();
    script.environment().clear();
    script.environment().putAll(suite.environment());
    return script.start();
  }

  private static int exitCode(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.failed("interrupted");
    }
  }

  /** The home's name is in the command line of each of its JVMs and of its PostgreSQL alone. */
  private void killLeftOvers() {
    String home = suite.installation().home().getFileName().toString();
    ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> PROGRAMS.matcher(process.info().command().orElse("")).matches())
        .filter(process -> commandLine(process).contains(home))
        .forEach(
            process -> {
              terminal.say("left behind, so killed: pid %d", process.pid());
              process.destroyForcibly();
            });
  }

  private static String commandLine(ProcessHandle process) {
    try {
      Path whole = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
      return new String(Files.readAllBytes(whole), StandardCharsets.UTF_8);
    } catch (IOException notLinuxOrGone) {
      return process.info().commandLine().orElse("");
    }
  }
}
