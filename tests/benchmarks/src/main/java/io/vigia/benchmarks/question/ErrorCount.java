package io.vigia.benchmarks.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** More errors than a limit. */
public record ErrorCount(long above) implements Question {

  @Override
  public String template() {
    return "count_threshold";
  }

  @Override
  public ObjectNode parameters() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("field", "level")
        .put("value", "ERROR")
        .put("above", above);
  }

  @Override
  public void narrow(ArrayNode filters) {
    filters.addObject().putObject("term").put("level", "ERROR");
  }

  @Override
  public Expected read(long count, JsonNode aggs) {
    return new Expected((double) count, count > above);
  }
}
