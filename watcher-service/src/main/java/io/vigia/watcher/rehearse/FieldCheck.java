package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.watcher.cluster.Field;
import io.vigia.watcher.template.Card;
import io.vigia.watcher.watch.Definition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the fields that a definition names are there, and of a kind that serves. */
final class FieldCheck {

  private static final int HINTED = 8;

  private final Map<String, Field> fields;
  private final List<Issue> issues = new ArrayList<>();

  private FieldCheck(List<Field> fields) {
    this.fields =
        fields.stream().collect(Collectors.toMap(Field::name, f -> f, (a, b) -> a, TreeMap::new));
  }

  static List<Issue> of(Definition definition, Card card, List<Field> fields) {
    var check = new FieldCheck(fields);
    check.check("timestamp", definition.timestamp(), "date");
    for (int i = 0; i < definition.groupBy().size(); i++) {
      check.groups("group_by[" + i + "]", definition.groupBy().get(i));
    }
    check.object("parameters", card.parameters(), definition.parameters());
    return check.issues;
  }

  /** Parameters may hold fields in lists and in objects. */
  private void object(String path, JsonNode schema, JsonNode value) {
    JsonNode kind = schema.path("x-field");
    if (kind.isTextual() && value.isTextual()) {
      check(path, value.asText(), kind.asText());
    }
    for (var property : schema.path("properties").properties()) {
      if (value.has(property.getKey())) {
        object(path + "." + property.getKey(), property.getValue(), value.path(property.getKey()));
      }
    }
    if (value.isArray()) {
      JsonNode each =
          kind.isTextual() && !schema.path("items").has("x-field") ? schema : schema.path("items");
      for (int i = 0; i < value.size(); i++) {
        object(path + "[" + i + "]", each, value.get(i));
      }
    }
  }

  private void check(String path, String name, String kind) {
    Field field = fields.get(name);
    if (field == null) {
      issues.add(new Issue(path, "there is no field '" + name + "'", offers(kind, name)));
    } else if (!is(field, kind)) {
      issues.add(
          new Issue(
              path,
              "field '%s' is %s where a %s field is needed".formatted(name, type(field), kind),
              better(field, kind)));
    }
  }

  private void groups(String path, String name) {
    Field field = fields.get(name);
    if (field == null) {
      issues.add(new Issue(path, "there is no field '" + name + "'", offers("keyword", name)));
    } else if (!field.aggregatable()) {
      issues.add(
          new Issue(
              path,
              "field '%s' is %s, which cannot be grouped by".formatted(name, type(field)),
              better(field, "keyword")));
    }
  }

  private @Nullable String better(Field field, String kind) {
    if (!kind.equals("keyword")) {
      return offers(kind, field.name());
    }
    String sub = field.name() + ".keyword";
    return fields.containsKey(sub) ? "use " + sub : offers(kind, field.name());
  }

  /** Fields of the kind; those whose names share something come first. */
  private @Nullable String offers(String kind, String name) {
    String end = name.substring(name.lastIndexOf('.') + 1);
    var fitting =
        fields.values().stream()
            .filter(f -> is(f, kind))
            .map(Field::name)
            .sorted(Comparator.comparing(other -> !other.contains(end) && !name.contains(other)))
            .toList();
    if (fitting.isEmpty()) {
      return "the index has no %s field".formatted(kind.equals("any") ? "such" : kind);
    }
    String some = fitting.stream().limit(HINTED).collect(Collectors.joining(", "));
    return "%s fields are: %s%s"
        .formatted(kind.equals("any") ? "its" : kind, some, fitting.size() > HINTED ? ", …" : "");
  }

  /** Fields whose types differ among the indices serve where each of them does. */
  private static boolean is(Field field, String kind) {
    return kind.equals("any") || field.kind().word().equals(kind);
  }

  private static String type(Field field) {
    return String.join(" and ", field.types().stream().sorted().toList());
  }
}
