package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.elastalert.Report.Line;
import io.vigia.watcher.elastalert.Report.Loss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Definitions in the making, as people write them, and what there is to say about the rule. */
final class Draft {

  /** The fields of a definition in the order in which they are read best. */
  private static final List<String> ORDER =
      List.of(
          "name",
          "template",
          "cluster",
          "index",
          "timestamp",
          "every",
          "cron",
          "timezone",
          "window",
          "delay",
          "filter",
          "group_by",
          "realert",
          "parameters",
          "severity",
          "labels",
          "annotations",
          "link",
          "destinations",
          "enabled");

  private final Rule rule;
  private final Map<String, JsonNode> fields = new HashMap<>();
  private final Map<String, String> origin = new HashMap<>();
  private final List<JsonNode> clauses = new ArrayList<>();
  private final List<Question> questions = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final Set<String> assumed = new LinkedHashSet<>();

  /** What one definition asks; a rule that asks two things becomes two. */
  private record Question(String suffix, String template, ObjectNode parameters) {}

  Draft(Rule rule) {
    this.rule = rule;
  }

  static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** 5 for 5.0. */
  static JsonNode number(double value) {
    var json = JsonNodeFactory.instance;
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? json.numberNode((long) value)
        : json.numberNode(value);
  }

  /**
   * Sets a field of the definition.
   *
   * @param from the rule's field that says so: it is named when the value cannot be taken
   */
  void set(String field, String from, JsonNode value) {
    fields.put(field, value);
    origin.put(field, from);
  }

  void set(String field, String from, String value) {
    set(field, from, JsonNodeFactory.instance.textNode(value));
  }

  void set(String field, String from, Duration value) {
    set(field, from, Span.text(value));
  }

  void drop(String field) {
    fields.remove(field);
  }

  /** Puts something into a field that holds fields, such as labels. */
  void add(String field, String from, String name, String value) {
    if (fields.computeIfAbsent(field, absent -> json()) instanceof ObjectNode object) {
      object.put(name, value);
    }
    origin.put(field, from);
  }

  void destination(String from, ObjectNode destination) {
    var all = fields.computeIfAbsent("destinations", f -> JsonNodeFactory.instance.arrayNode());
    if (all instanceof ArrayNode list) {
      list.add(destination);
    }
    origin.put("destinations", from);
  }

  /** Only documents that match the clause, too. */
  void narrow(JsonNode clause) {
    clauses.add(clause);
  }

  void ask(String template, ObjectNode parameters) {
    ask("", template, parameters);
  }

  /**
   * @param suffix of the name, when the rule asks more than one thing
   */
  void ask(String suffix, String template, ObjectNode parameters) {
    questions.add(new Question(suffix, template, parameters));
  }

  void lost(String field, String what, String todo) {
    say(field, Loss.LOST, what, todo);
  }

  void changed(String field, String what, String todo) {
    say(field, Loss.CHANGED, what, todo);
  }

  void note(String field, String what) {
    say(field, Loss.NOTE, what, "");
  }

  void note(String field, String what, String todo) {
    say(field, Loss.NOTE, what, todo);
  }

  /** The rule says nothing of the field; many of a request say the same, so it is told once. */
  void assumed(String field, String what) {
    assumed.add(field + "\n" + what);
  }

  private void say(String field, Loss loss, String what, String todo) {
    lines.add(new Line(rule.file(), rule.name(), field, rule.line(field), loss, what, todo));
  }

  List<Line> lines() {
    return lines;
  }

  Set<String> assumed() {
    return assumed;
  }

  /** The rule's field that a field of the definition came from. */
  String origin(String field) {
    return origin.getOrDefault(field.replaceFirst("[.\\[].*", ""), field);
  }

  /** One for each question, in the order of {@link #ORDER}. */
  List<ObjectNode> written() {
    if (!clauses.isEmpty()) {
      fields.put("filter", Clauses.all(clauses));
    }
    return questions.stream().map(this::written).toList();
  }

  private ObjectNode written(Question question) {
    var all = new LinkedHashMap<>(fields);
    var names = JsonNodeFactory.instance;
    String suffix = questions.size() > 1 ? " " + question.suffix : "";
    all.put("name", names.textNode(rule.name() + suffix));
    all.put("template", names.textNode(question.template));
    all.put("parameters", question.parameters);
    ObjectNode written = json();
    for (String field : ORDER) {
      if (all.containsKey(field)) {
        written.set(field, all.get(field));
      }
    }
    return written;
  }
}
