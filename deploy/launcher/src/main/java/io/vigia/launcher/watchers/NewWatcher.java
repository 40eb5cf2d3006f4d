package io.vigia.launcher.watchers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.launcher.terminal.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** From the dialogue over a preview to a watcher that runs. */
final class NewWatcher {

  private static final Set<String> NO = Set.of("", "n", "no");

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
      issues.forEach(issue -> ask.fault(issue.text()));
    }
    ask.say("preview");
    shown(() -> reports.preview(api.post("preview", definition)));
    return confirmed(definition);
  }

  private ExitCode confirmed(ObjectNode definition) throws IOException {
    while (true) {
      String answer = ask.line(ask.text("create"), "").toLowerCase(Locale.ROOT);
      if (answer.equals("b")) {
        var order = JsonNodeFactory.instance.objectNode().put("days", 7);
        order.set("definition", definition);
        shown(() -> reports.backtest(api.post("backtest", order)));
      } else if (Ask.isYes(answer)) {
        if (shown(() -> create(definition))) {
          return ExitCode.OK;
        }
      } else if (NO.contains(answer)) {
        ask.say("aborted");
        return ExitCode.FAILED;
      } else {
        ask.fault(ask.text("no-such", answer));
      }
    }
  }

  private void create(ObjectNode definition) throws IOException {
    JsonNode created = api.post("watchers", definition);
    ask.say("created", created.path("name").asText(definition.path("name").asText()));
  }

  private interface Show {
    void now() throws IOException;
  }

  /** What is refused does not end the dialogue. */
  private boolean shown(Show show) throws IOException {
    try {
      show.now();
      return true;
    } catch (Refused e) {
      ask.fault(e.issue().text());
      return false;
    }
  }
}
