package io.vigia.launcher.demo;

import io.vigia.launcher.home.Service;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = "Kills a service of the running suite and shows how it is repaired.")
public final class DemoCommand implements Callable<Integer> {

  private static final Service VICTIM = Service.ANOMALY_SERVICE;

  private final Suite suite;
  private final Terminal terminal;

  @Option(
      names = "--kill-switch",
      description = "Shows instead that nothing is repaired while the kill switch is on.")
  private boolean killSwitch;

  public DemoCommand(Suite suite, Terminal terminal) {
    this.suite = suite;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (!suite.anyRunning()) {
      throw Failure.refused("the suite is not running: run ./vigia up first");
    }
    Repair repair = new Repair(suite, VICTIM);
    try (Cleanup cleanup = new Cleanup(terminal)) {
      if (killSwitch) {
        new KillSwitchStory(suite, terminal, repair, cleanup).tell(VICTIM);
      } else {
        new RepairStory(suite, terminal, repair, cleanup).tell(VICTIM);
      }
    } catch (Failure e) {
      throw Failure.failed("the story did not hold: %s", e.getMessage());
    }
    return ExitCode.OK.number();
  }
}
