package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a template asks, as searches that a person can read and try. */
final class ExampleQuery {

  private ExampleQuery() {}

  /** By cell. */
  static Map<String, JsonNode> bodies(Template template) {
    var bodies = new LinkedHashMap<String, JsonNode>();
    TemplateStore.exampleCells(template).forEach(cell -> bodies.put(cell.name(), body(cell)));
    return bodies;
  }

  static ObjectNode body(Cell cell) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("size", 0);
    var filter = body.putObject("query").putObject("bool").putArray("filter");
    filter.add(cell.window().clause());
    if (!cell.filter().equals(Clause.all())) {
      filter.add(cell.filter());
    }
    if (!cell.aggs().isEmpty()) {
      body.set("aggs", cell.aggs());
    }
    return body;
  }
}
