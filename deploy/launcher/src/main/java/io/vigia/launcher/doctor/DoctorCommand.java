package io.vigia.launcher.doctor;

import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "doctor",
    description = "Checks whether this machine can run the suite and says what to do.")
public final class DoctorCommand implements Callable<Integer> {

  private static final List<Check> CHECKS =
      List.of(
          new JavaCheck(),
          new MavenCheck(),
          new BuildCheck(),
          new HomeCheck(),
          new DiskCheck(),
          new MemoryCheck(),
          new FileLimitCheck(),
          new PortsCheck());

  private final Suite suite;
  private final Terminal terminal;

  public DoctorCommand(Suite suite, Terminal terminal) {
    this.suite = suite;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    long wrong = 0;
    for (Check check : CHECKS) {
      for (Finding finding : check.look(suite)) {
        terminal.say("%s", finding.line());
        wrong += finding.good() ? 0 : 1;
      }
    }
    terminal.say(wrong == 0 ? "All is well." : "%d to put right.", wrong);
    return (wrong == 0 ? ExitCode.OK : ExitCode.FAILED).number();
  }
}
