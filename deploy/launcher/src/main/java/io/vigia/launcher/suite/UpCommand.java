package io.vigia.launcher.suite;

import io.vigia.launcher.home.Keys;
import io.vigia.launcher.home.Ports;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.process.Pause;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Stopwatch;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "up", description = "Starts what is not running and ends when all is ready.")
public final class UpCommand implements Callable<Integer> {

  private static final long WATCH_EVERY_MILLIS = 2_000;

  private final Suite suite;
  private final Terminal terminal;

  @Option(names = "--foreground", description = "Stays, and ends the suite on Ctrl-C.")
  private boolean foreground;

  public UpCommand(Suite suite, Terminal terminal) {
    this.suite = suite;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Stopwatch watch = new Stopwatch();
    Keys keys = new Startup(suite, terminal, this::begun).run();
    report(keys, watch);
    return foreground ? stay() : ExitCode.OK.number();
  }

  private void begun() {
    if (foreground) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::endAll, "down"));
    }
  }

  private void report(Keys keys, Stopwatch watch) throws IOException {
    Ports ports = suite.ports();
    Footprint footprint = Footprint.of(suite);
    terminal.say("All ready in %s.", Terminal.seconds(watch.elapsed()).strip());
    terminal.say(
        "Memory %s: %s.",
        Terminal.megabytes(footprint.memoryInAll()),
        footprint.memory().entrySet().stream()
            .map(part -> part.getKey() + " " + Terminal.megabytes(part.getValue()))
            .collect(Collectors.joining(", ")));
    footprint
        .disk()
        .ifPresent(
            bytes ->
                terminal.say(
                    "Disk %s in %s.", Terminal.megabytes(bytes), suite.installation().home()));
    terminal.say("");
    terminal.say("Console  %s/", ports.address(Service.ALERT_ROUTER));
    terminal.say(
        keys.created()
            ? "Log in   user admin, password " + keys.admin() + "  (shown once, kept in %s)"
            : "Log in   user admin, password in %s",
        suite.installation().adminKey());
  }

  /** Until Ctrl-C, or until the last process of the suite has ended by itself. */
  private int stay() throws IOException {
    terminal.say("Ctrl-C ends the suite.");
    while (suite.anyRunning()) {
      Pause.millis(WATCH_EVERY_MILLIS);
    }
    return ExitCode.FAILED.number();
  }

  private void endAll() {
    try {
      new Shutdown(suite, terminal).run();
    } catch (IOException | RuntimeException e) {
      terminal.say("vigia: %s", Failure.reason(e));
    }
  }
}
