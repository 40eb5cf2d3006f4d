package io.vigia.launcher.suite;

import io.vigia.launcher.home.Keys;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.process.ProcessIdentity;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Stopwatch;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "restart",
    description = "Starts one service anew, detached; does not wait until it is ready.")
public final class RestartCommand implements Callable<Integer> {

  private final Suite suite;
  private final Terminal terminal;

  @Parameters(paramLabel = "SERVICE", description = "Such as anomaly-service.")
  private String name = "";

  @Option(names = "--wait", description = "Ends when the service is ready.")
  private boolean wait;

  public RestartCommand(Suite suite, Terminal terminal) {
    this.suite = suite;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Stopwatch watch = new Stopwatch();
    ServiceProcess service = suite.service(Service.named(name));
    ProcessIdentity process = new Restart(suite).run(service);
    terminal.say("%s started (pid %d)", name, process.pid());
    if (wait) {
      new Readiness(suite.ports(), Keys.read(suite.installation()).suite())
          .await(
              Map.of(service, process), ready -> terminal.progress(name, "ready", watch.elapsed()));
    }
    return ExitCode.OK.number();
  }
}
