package io.vigia.launcher.receivers;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.launcher.home.Keys;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.suite.SuiteClient;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "receivers", description = "Tries whether receivers can be told.")
public final class ReceiversCommand {

  private final Suite suite;
  private final Terminal terminal;

  public ReceiversCommand(Suite suite, Terminal terminal) {
    this.suite = suite;
    this.terminal = terminal;
  }

  @Command(
      name = "test",
      description =
          "Sends a marked test notification to each integration of a receiver, at once; exit code"
              + " 0 only when all took it.")
  int test(@Parameters(paramLabel = "NAME", description = "As in the routing files.") String name)
      throws IOException {
    String key = Keys.read(suite.installation()).suite();
    JsonNode trial = new SuiteClient(suite.ports(), key).testReceiver(name);
    for (JsonNode one : trial.path("integrations")) {
      terminal.say(
          "  %-20s %-9s %s",
          one.path("integration").asText(),
          one.path("result").asText(),
          one.path("why").asText(""));
    }
    return (trial.path("delivered").asBoolean() ? ExitCode.OK : ExitCode.FAILED).number();
  }
}
