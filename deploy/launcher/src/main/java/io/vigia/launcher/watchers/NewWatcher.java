package io.vigia.launcher.watchers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.launcher.terminal.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** From the dialogue over a preview to a watcher that runs. */
final class NewWatcher {

  private final WatcherApi api;
  private final Ask ask;
  private final Reports reports;

  NewWatcher(WatcherApi api, Ask ask, Reports reports) {
    this.api = api;
    this.ask = ask;
    this.reports = reports;
  }

  ExitCode make(String language) throws IOException {
    ObjectNode definition = new Dialogue(api, ask, language).definition();
    ask.say("definition");
    ask.print(Yaml.of(definition).indent(2).stripTrailing());
    List<Issue> issues = api.issues(WatcherApi.JSON, definition.toString());
    if (!issues.isEmpty()) {
      ask.say("wrong");
      issues.forEach(issue -> ask.print("  ! " + issue.text()));
    }
    ask.say("preview");
    shown(() -> reports.preview(api.post("preview", definition)));
    return confirmed(definition);
  }

  private ExitCode confirmed(ObjectNode definition) throws IOException {
    while (true) {
      String answer = ask.line(ask.text("create"), "").toLowerCase(Locale.ROOT);
      if (answer.startsWith("b")) {
        var order = JsonNodeFactory.instance.objectNode().put("days", 7);
        order.set("definition", definition);
        shown(() -> reports.backtest(api.post("backtest", order)));
      } else if (answer.startsWith("y") || answer.startsWith("s")) {
        JsonNode created = api.post("watchers", definition);
        ask.say("created", created.path("name").asText(definition.path("name").asText()));
        return ExitCode.OK;
      } else {
        ask.say("aborted");
        return ExitCode.FAILED;
      }
    }
  }

  private interface Show {
    void now() throws IOException;
  }

  /** What cannot be shown does not end the dialogue. */
  private void shown(Show show) throws IOException {
    try {
      show.now();
    } catch (Refused e) {
      ask.print("  ! " + e.issue().text());
    }
  }
}
