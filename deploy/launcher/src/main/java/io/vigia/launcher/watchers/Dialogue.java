package io.vigia.launcher.watchers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asks for all that a watcher needs, and checks every answer at once. */
final class Dialogue {

  private static final int OFFERED = 20;
  private static final String WITHOUT = "-";

  private final WatcherApi api;
  private final Ask ask;
  private final String language;
  private final ObjectNode definition = JsonNodeFactory.instance.objectNode();
  private final ObjectNode parameters = JsonNodeFactory.instance.objectNode();

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
    field("name", "name", "", typed -> TextNode.valueOf(typed));
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
    field("for", "for", "1", Parameter.whole("for")::value);
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
      ask.say("no-such", answered);
    }
  }

  private void index() throws IOException {
    var names = new ArrayList<String>();
    try {
      JsonNode answer = api.get("indices?limit=" + OFFERED);
      (answer.has("indices") ? answer.path("indices") : answer)
          .forEach(
              name -> names.add(name.isTextual() ? name.asText() : name.path("name").asText()));
    } catch (Refused e) {
      ask.print("  ! " + e.issue().text());
    }
    while (true) {
      String answered = ask.choice(ask.text("index"), "", names);
      if (answered.isEmpty()) {
        ask.say("required");
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
  private void field(
      String name, String question, String suggestion, Function<String, JsonNode> value)
      throws IOException {
    while (true) {
      String answered = ask.line(ask.text(question), suggestion);
      if (answered.isEmpty()) {
        ask.say("required");
      } else if (taken(name, definition, name, () -> value.apply(answered))) {
        return;
      }
    }
  }

  /** One or several fields of the index. */
  private void fields(String name, String question, String kind, String suggestion)
      throws IOException {
    List<String> there = fieldsOf(kind);
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
          name, definition, name, () -> several ? list(answered) : TextNode.valueOf(answered))) {
        return;
      }
    }
  }

  private void parameter(Parameter parameter) throws IOException {
    List<String> there = parameter.field().isEmpty() ? List.of() : fieldsOf(parameter.field());
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
        ask.say("required");
      } else if (taken(
          "parameters." + parameter.name(),
          parameters,
          parameter.name(),
          () -> parameter.value(answered))) {
        return;
      }
    }
  }

  private interface Value {
    JsonNode made();
  }

  /** Whether the API has nothing against it; otherwise it says what, and the value goes again. */
  private boolean taken(String path, ObjectNode holder, String name, Value value)
      throws IOException {
    try {
      holder.set(name, value.made());
    } catch (IllegalArgumentException e) {
      ask.print("  ! " + e.getMessage());
      return false;
    }
    Optional<Issue> complaint = complaint(path);
    if (complaint.isPresent()) {
      ask.print("  ! " + complaint.get().text());
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

  private List<String> fieldsOf(String kind) throws IOException {
    var names = new ArrayList<String>();
    try {
      JsonNode answer =
          api.get(
              "fields?index=%s&type=%s&limit=%d"
                  .formatted(WatcherApi.part(definition.path("index").asText()), kind, OFFERED));
      (answer.has("fields") ? answer.path("fields") : answer)
          .forEach(field -> names.add(field.path("name").asText()));
    } catch (Refused e) {
      ask.print("  ! " + e.issue().text());
    }
    return names;
  }

  private static ArrayNode list(String typed) {
    var list = JsonNodeFactory.instance.arrayNode();
    for (String item : typed.split(",")) {
      list.add(item.strip());
    }
    return list;
  }
}
