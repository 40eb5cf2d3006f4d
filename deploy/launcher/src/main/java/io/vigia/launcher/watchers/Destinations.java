package io.vigia.launcher.watchers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** Who hears of it besides the router, which always does. */
final class Destinations {

  /** What the API has against a field of the definition. */
  interface Check {
    Optional<Issue> of(String path) throws IOException;
  }

  private final Ask ask;
  private final Check check;
  private final ObjectNode definition;

  Destinations(Ask ask, Check check, ObjectNode definition) {
    this.ask = ask;
    this.check = check;
    this.definition = definition;
  }

  void choose() throws IOException {
    ask.say("destinations");
    String answer = ask.line(ask.text("destination"), "4");
    while (!answer.matches("[1-4]")) {
      ask.fault(ask.text("no-such", answer));
      answer = ask.line(ask.text("destination"), "4");
    }
    if (answer.equals("4")) {
      return;
    }
    ArrayNode list = definition.putArray("destinations");
    if (!answer.equals("2")) {
      add(list.addObject().put("type", "webhook"), "url", "webhook-url", list.size() - 1);
    }
    if (!answer.equals("1")) {
      add(list.addObject().put("type", "elasticsearch"), "index", "elastic-index", list.size() - 1);
    }
  }

  private void add(ObjectNode destination, String field, String question, int place)
      throws IOException {
    String path = "destinations[" + place + "].";
    Optional<Issue> complaint;
    do {
      destination.remove(field);
      String answer = ask.line(ask.text(question), "");
      if (!answer.isEmpty()) {
        destination.put(field, answer);
      }
      complaint = check.of(path + field);
      complaint.ifPresent(issue -> ask.fault(issue.text()));
    } while (complaint.isPresent());
    payload(destination, path);
  }

  private void payload(ObjectNode destination, String path) throws IOException {
    while (true) {
      String answer = ask.line(ask.text("payload"), "");
      if (answer.isEmpty()) {
        return;
      }
      try {
        destination.set("payload", Parameter.json(answer));
      } catch (IllegalArgumentException e) {
        ask.fault(String.valueOf(e.getMessage()));
        continue;
      }
      Optional<Issue> complaint = check.of(path + "payload");
      if (complaint.isEmpty()) {
        return;
      }
      ask.fault(complaint.get().text());
      destination.remove("payload");
    }
  }
}
