package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Ranges of old rules: {@code from} and {@code to} become {@code gte} and {@code lte}. */
final class Range {

  private Range() {}

  /**
   * @param body limits by field
   */
  static ObjectNode read(Value body) {
    ObjectNode clause = Draft.json();
    ObjectNode ranges = clause.putObject("range");
    body.fields().forEach((field, limits) -> ranges.set(field, limits(limits)));
    return clause;
  }

  private static ObjectNode limits(Value written) {
    ObjectNode limits = Draft.json();
    boolean lower = written.json().path("include_lower").asBoolean(true);
    boolean upper = written.json().path("include_upper").asBoolean(true);
    written
        .fields()
        .forEach(
            (name, limit) -> {
              switch (name) {
                case "from" -> limits.set(lower ? "gte" : "gt", limit.json());
                case "to" -> limits.set(upper ? "lte" : "lt", limit.json());
                case "include_lower", "include_upper" -> {}
                default -> limits.set(name, limit.json());
              }
            });
    return limits;
  }
}
