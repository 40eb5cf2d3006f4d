package io.vigia.launcher.suite;

import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "down", description = "Ends the services, then the platform; keeps all data.")
public final class DownCommand implements Callable<Integer> {

  private final Suite suite;
  private final Terminal terminal;

  public DownCommand(Suite suite, Terminal terminal) {
    this.suite = suite;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    boolean any =
        Files.isDirectory(suite.installation().home()) && new Shutdown(suite, terminal).run();
    terminal.say(any ? "Down. Data stays in %s." : "Nothing is running in %s.", home());
    return ExitCode.OK.number();
  }

  private String home() {
    return suite.installation().home().toString();
  }
}
