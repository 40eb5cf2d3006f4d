package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Clauses of the query DSL. */
final class Clause {

  private Clause() {}

  static ObjectNode all() {
    ObjectNode clause = JsonNodeFactory.instance.objectNode();
    clause.putObject("match_all");
    return clause;
  }

  /** What people write: a query string, or a clause. */
  static ObjectNode of(JsonNode query) {
    if (query instanceof ObjectNode clause) {
      return clause;
    }
    if (!query.isTextual()) {
      return all();
    }
    ObjectNode clause = JsonNodeFactory.instance.objectNode();
    clause.putObject("query_string").put("query", query.asText());
    return clause;
  }
}
