package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A value of a rule that knows its line.
 *
 * @param line in the file; 1 is the first
 * @param json the value with its type
 * @param fields of a mapping, in their order; empty for others
 * @param items of a list; empty for others
 * @param size how many values it holds, itself among them; what has two names counts twice
 */
record Value(int line, JsonNode json, Map<String, Value> fields, List<Value> items, long size) {

  static Value single(int line, JsonNode json) {
    return new Value(line, json, Map.of(), List.of(), 1);
  }

  static Value list(int line, JsonNode json, List<Value> items) {
    return new Value(line, json, Map.of(), items, 1 + items.stream().mapToLong(Value::size).sum());
  }

  static Value mapping(int line, JsonNode json, Map<String, Value> fields) {
    long size = fields.values().stream().mapToLong(Value::size).sum();
    return new Value(line, json, fields, List.of(), 1 + size);
  }

  boolean isMapping() {
    return json.isObject();
  }

  boolean isList() {
    return json.isArray();
  }

  /** A list's items, or the value itself. */
  List<Value> each() {
    return isList() ? items : List.of(this);
  }

  /** What it is, for complaints. */
  String kind() {
    return switch (json.getNodeType()) {
      case OBJECT -> "fields";
      case ARRAY -> "a list";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "yes or no";
      default -> "nothing";
    };
  }
}
