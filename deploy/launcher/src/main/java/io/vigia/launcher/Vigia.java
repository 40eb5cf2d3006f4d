package io.vigia.launcher;

import io.vigia.launcher.bench.BenchCommand;
import io.vigia.launcher.demo.DemoCommand;
import io.vigia.launcher.doctor.DoctorCommand;
import io.vigia.launcher.home.Installation;
import io.vigia.launcher.load.LoadCommand;
import io.vigia.launcher.receivers.ReceiversCommand;
import io.vigia.launcher.soak.SoakCommand;
import io.vigia.launcher.suite.DownCommand;
import io.vigia.launcher.suite.LogsCommand;
import io.vigia.launcher.suite.ResetCommand;
import io.vigia.launcher.suite.RestartCommand;
import io.vigia.launcher.suite.RoutesCommand;
import io.vigia.launcher.suite.StatusCommand;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.suite.UpCommand;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import io.vigia.launcher.watchers.WatcherCommand;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind the script {@code vigia}. */
@Command(
    name = "vigia",
    description = "Runs the Vigía suite on this machine.",
    versionProvider = Vigia.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "VIGIA_HOME moves the folder of data, logs and keys (.vigia), VIGIA_*_PORT move ports;",
      "./vigia doctor names them."
    })
public final class Vigia {

  public static void main(String[] arguments) {
    try {
      Installation installation = Installation.ofSystemProperties();
      CommandLine line = commandLine(installation, System.getenv());
      System.exit(line.execute(arguments.length == 0 ? new String[] {"--help"} : arguments));
    } catch (Failure e) {
      System.err.println("vigia: " + e.getMessage());
      System.exit(e.code().number());
    }
  }

  static CommandLine commandLine(Installation installation, Map<String, String> environment) {
    Suite suite = new Suite(installation, environment);
    Terminal terminal = new Terminal(System.out);
    CommandLine line = new CommandLine(new Vigia());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    commands(suite, terminal).forEach(line::addSubcommand);
    line.addSubcommand(WatcherCommand.of(suite, terminal, in, environment));
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.getSubcommands()
        .values()
        .forEach(each -> each.getCommandSpec().mixinStandardHelpOptions(true));
    line.setExecutionExceptionHandler(Vigia::tell);
    return line;
  }

  private static List<Object> commands(Suite suite, Terminal terminal) {
    return List.of(
        new UpCommand(suite, terminal),
        new DownCommand(suite, terminal),
        new StatusCommand(suite, terminal),
        new LogsCommand(suite, terminal),
        new RestartCommand(suite, terminal),
        new ResetCommand(suite, terminal),
        new DoctorCommand(suite, terminal),
        new DemoCommand(suite, terminal),
        new BenchCommand(suite, terminal),
        new SoakCommand(suite, terminal),
        new LoadCommand(suite, terminal),
        new ReceiversCommand(suite, terminal),
        new RoutesCommand(suite));
  }

  private static int tell(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    if (e instanceof Failure failure) {
      line.getErr().println("vigia: " + failure.getMessage());
      return failure.code().number();
    }
    line.getErr().println("vigia: " + e);
    if (System.getenv("VIGIA_DEBUG") != null) {
      e.printStackTrace(line.getErr());
    }
    return ExitCode.FAILED.number();
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Vigia.class.getPackage().getImplementationVersion();
      return new String[] {"Vigía " + (version == null ? "(not packaged)" : version)};
    }
  }
}
