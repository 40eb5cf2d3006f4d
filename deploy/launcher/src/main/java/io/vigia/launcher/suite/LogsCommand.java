package io.vigia.launcher.suite;

import io.vigia.launcher.home.Service;
import io.vigia.launcher.process.LogFile;
import io.vigia.launcher.process.Pause;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Prints the end of a part's log.")
public final class LogsCommand implements Callable<Integer> {

  private static final long POLL_MILLIS = 250;

  private final Suite suite;
  private final Terminal terminal;

  @Parameters(paramLabel = "NAME", description = "A service, or platform.")
  private String name = "";

  @Option(names = "-f", description = "Goes on with what is added.")
  private boolean follow;

  @Option(names = "-n", defaultValue = "100", description = "How many lines (${DEFAULT-VALUE}).")
  private int lines;

  public LogsCommand(Suite suite, Terminal terminal) {
    this.suite = suite;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path log = log();
    if (!Files.exists(log)) {
      throw Failure.failed("%s does not exist: %s was not started yet", log, name);
    }
    long size = Files.size(log);
    LogFile.tail(log, lines).forEach(terminal::say);
    if (follow) {
      follow(log, size);
    }
    return ExitCode.OK.number();
  }

  private Path log() {
    return name.equals(PlatformProcess.TITLE)
        ? suite.platform().log()
        : suite.service(Service.named(name)).log();
  }

  /** Until Ctrl-C. A log that got shorter was rotated and is read from its beginning. */
  private void follow(Path log, long from) throws IOException {
    long position = from;
    while (true) {
      long size = Files.exists(log) ? Files.size(log) : 0;
      position = size < position ? 0 : position;
      if (size > position) {
        String text = LogFile.read(log, position, size);
        int complete = text.lastIndexOf('\n') + 1;
        text.substring(0, complete).lines().forEach(terminal::say);
        position += LogFile.bytes(text.substring(0, complete));
      }
      Pause.millis(POLL_MILLIS);
    }
  }
}
