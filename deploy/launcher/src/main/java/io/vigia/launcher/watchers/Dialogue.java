package io.vigia.launcher.watchers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Asks for all that a watcher needs, and checks every answer at once. */
final class Dialogue {

  private static final int OFFERED = 20;
  private static final String WITHOUT = "-";

  private final WatcherApi api;
  private final Ask ask;
  private final String language;
  private final ObjectNode definition = JsonNodeFactory.instance.objectNode();
  private final ObjectNode parameters = JsonNodeFactory.instance.objectNode();
  private boolean fieldsUnknown;

  Dialogue(WatcherApi api, Ask ask, String language) {
    this.api = api;
    this.ask = ask;
    this.language = language;
  }

  /** The definition that the answers make. */
  ObjectNode definition() throws IOException {
    ask.say("welcome");
    JsonNode template = template();
    definition.put("template", template.path("name").asText());
    field("name", "name", "", this::freeName);
    index();
    fields("timestamp", "timestamp", "date", "@timestamp");
    definition.set("parameters", parameters);
    ask.say("parameters");
    for (Parameter parameter : Parameter.of(template)) {
      parameter(parameter);
    }
    fields("group_by", "group_by", "keyword", "");
    field("every", "every", "1m", TextNode::valueOf);
    field("window", "window", "5m", TextNode::valueOf);
    field("for", "for", "1", this::whole);
    field("severity", "severity", "warning", TextNode::valueOf);
    new Destinations(ask, this::complaint, definition).choose();
    return definition;
  }

  private JsonNode template() throws IOException {
    JsonNode answer = api.get("templates");
    var templates = new ArrayList<JsonNode>();
    for (JsonNode each : answer.has("templates") ? answer.path("templates") : answer) {
      if (each.path("parameters").isObject()) {
        templates.add(each);
      }
    }
    if (templates.isEmpty()) {
      throw Failure.failed("there are no templates");
    }
    for (int i = 0; i < templates.size(); i++) {
      JsonNode help = templates.get(i).path("help");
      ask.print(
          "  %2d  %-22s %s"
              .formatted(
                  i + 1,
                  templates.get(i).path("name").asText(),
                  help.path(language).asText(help.path("en").asText())));
    }
    while (true) {
      String answered = ask.line(ask.text("template"), "");
      for (int i = 0; i < templates.size(); i++) {
        String name = templates.get(i).path("name").asText();
        if (answered.equals(name) || answered.equals(String.valueOf(i + 1))) {
          return templates.get(i);
        }
      }
      ask.fault(ask.text("no-such", answered));
    }
  }

  private void index() throws IOException {
    Offer offer = offered("indices?limit=" + OFFERED, "indices");
    ask.offer(offer.names(), offer.more());
    while (true) {
      String answered = ask.choice(ask.text("index"), "", offer.names());
      if (answered.isEmpty()) {
        ask.fault(ask.text("required"));
        continue;
      }
      definition.put("index", answered);
      Optional<Issue> complaint = complaint("index");
      if (complaint.isEmpty()
          || ask.yes("  ! " + complaint.get().text() + "\n" + ask.text("take-anyway"))) {
        return;
      }
    }
  }

  /** A field of the definition itself that is not the name of a field of the index. */
  private void field(String name, String question, String suggestion, Reading value)
      throws IOException {
    while (true) {
      String answered = ask.line(ask.text(question), suggestion);
      if (answered.isEmpty()) {
        ask.fault(ask.text("required"));
      } else if (taken(name, definition, name, () -> value.of(answered))) {
        return;
      }
    }
  }

  /** One or several fields of the index. */
  private void fields(String name, String question, String kind, String suggestion)
      throws IOException {
    List<String> there = offerFields(kind);
    String first =
        there.contains(suggestion) || there.isEmpty() || suggestion.isEmpty()
            ? suggestion
            : there.get(0);
    while (true) {
      String answered = ask.choice(ask.text(question), first, there);
      if (answered.isEmpty() || answered.equals(WITHOUT)) {
        return;
      }
      boolean several = name.equals("group_by");
      if (taken(
          name,
          definition,
          name,
          () -> several ? list(there, answered) : TextNode.valueOf(answered))) {
        return;
      }
    }
  }

  private void parameter(Parameter parameter) throws IOException {
    List<String> there = parameter.field().isEmpty() ? List.of() : offerFields(parameter.field());
    String suggestion = parameter.suggestion();
    if (!there.isEmpty() && !there.contains(suggestion)) {
      suggestion = parameter.required() ? there.get(0) : "";
    }
    String about =
        parameter.name()
            + (parameter.description().isEmpty() ? "" : " – " + parameter.description());
    while (true) {
      String answered = ask.choice(about, suggestion, there);
      if (answered.isEmpty() || answered.equals(WITHOUT)) {
        if (!parameter.required()) {
          parameters.remove(parameter.name());
          return;
        }
        ask.fault(ask.text("required"));
      } else if (taken(
          "parameters." + parameter.name(),
          parameters,
          parameter.name(),
          () -> parameter.value(answered))) {
        return;
      }
    }
  }

  private interface Reading {
    JsonNode of(String typed) throws IOException;
  }

  private interface Value {
    JsonNode made() throws IOException;
  }

  /** Whether the API has nothing against it; otherwise it says what, and the value goes again. */
  private boolean taken(String path, ObjectNode holder, String name, Value value)
      throws IOException {
    try {
      holder.set(name, value.made());
    } catch (IllegalArgumentException e) {
      ask.fault(String.valueOf(e.getMessage()));
      return false;
    }
    Optional<Issue> complaint = complaint(path);
    if (complaint.isPresent()) {
      ask.fault(complaint.get().text());
      holder.remove(name);
    }
    return complaint.isEmpty();
  }

  /** What is wrong with that field; what else is wrong may be that it is not yet there. */
  private Optional<Issue> complaint(String path) throws IOException {
    ObjectNode soFar = definition.deepCopy();
    if (!soFar.has("index")) {
      soFar.put("index", "*");
    }
    if (!soFar.has("name")) {
      soFar.put("name", "new");
    }
    return api.issues(WatcherApi.JSON, soFar.toString()).stream()
        .filter(
            i ->
                i.field().equals(path)
                    || i.field().startsWith(path + ".")
                    || i.field().startsWith(path + "["))
        .findFirst();
  }

  private List<String> offerFields(String kind) throws IOException {
    if (fieldsUnknown) {
      return List.of();
    }
    Offer offer =
        offered(
            "fields?index=%s&type=%s&limit=%d"
                .formatted(WatcherApi.part(definition.path("index").asText()), kind, OFFERED),
            "fields");
    fieldsUnknown = !offer.known();
    ask.offer(offer.names(), offer.more());
    return offer.names();
  }

  /** What the API lists; nothing when it cannot, which it says then. */
  private Offer offered(String path, String list) throws IOException {
    var names = new ArrayList<String>();
    try {
      JsonNode answer = api.get(path);
      answer
          .path(list)
          .forEach(
              each -> names.add(each.isTextual() ? each.asText() : each.path("name").asText()));
      return new Offer(true, names, answer.path("total").asInt() - names.size());
    } catch (Refused e) {
      ask.fault(e.issue().text());
      return new Offer(false, names, 0);
    }
  }

  private record Offer(boolean known, List<String> names, int more) {}

  /**
   * @throws IllegalArgumentException when a watcher has it
   */
  private JsonNode freeName(String typed) throws IOException {
    if (!api.get("watchers?limit=1&name=" + WatcherApi.part(typed)).isEmpty()) {
      throw new IllegalArgumentException(ask.text("name-taken", typed));
    }
    return TextNode.valueOf(typed);
  }

  private JsonNode whole(String typed) {
    if (!typed.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(ask.text("whole"));
    }
    return IntNode.valueOf(Integer.parseInt(typed));
  }

  /** Each once. */
  private static ArrayNode list(List<String> offered, String typed) {
    var list = JsonNodeFactory.instance.arrayNode();
    Arrays.stream(typed.split(","))
        .map(item -> Ask.chosen(item.strip(), offered))
        .distinct()
        .forEach(list::add);
    return list;
  }
}
