package io.vigia.launcher.watchers;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Terminal;

/** What became of foreign rules: the definitions, and as comments what could not come over. */
final class ImportReport {

  private final Terminal terminal;

  ImportReport(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The exit code is that of a failure when a rule was refused. */
  ExitCode print(JsonNode answer) {
    terminal.say("%s", answer.path("yaml").asText().stripTrailing());
    for (JsonNode line : answer.path("report").path("lines")) {
      terminal.say(
          "# %s%s %s: %s: %s%s",
          line.path("file").asText(),
          at(line),
          line.path("severity").asText(),
          line.path("rule").asText() + " " + line.path("field").asText(),
          line.path("what").asText(),
          line.has("todo") ? " → " + line.path("todo").asText() : "");
    }
    JsonNode refused = answer.path("report").path("refused");
    for (JsonNode rule : refused) {
      terminal.say(
          "# %s%s refused: %s: %s",
          rule.path("file").asText(),
          at(rule),
          rule.path("rule").asText() + " " + rule.path("field").asText(),
          rule.path("detail").asText());
    }
    if (answer.has("applied")) {
      terminal.say("# created, unless they were there: %s", answer.path("applied").toString());
    }
    return refused.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static String at(JsonNode place) {
    return place.has("line") ? ", line " + place.path("line").asText() + "," : "";
  }
}
