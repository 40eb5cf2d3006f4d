package io.vigia.benchmarks.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A metric of a field above a limit.
 *
 * @param metric {@code avg}, {@code max} or {@code sum}
 */
public record Measure(String metric, String field, double above) implements Question {

  private static final String AGG = "measured";

  @Override
  public String template() {
    return metric + "_threshold";
  }

  @Override
  public ObjectNode parameters() {
    return JsonNodeFactory.instance.objectNode().put("field", field).put("above", above);
  }

  @Override
  public ObjectNode aggs() {
    ObjectNode aggs = JsonNodeFactory.instance.objectNode();
    aggs.putObject(AGG).putObject(metric).put("field", field);
    return aggs;
  }

  @Override
  public Expected read(long count, JsonNode aggs) {
    JsonNode value = aggs.path(AGG).path("value");
    return value.isNumber() // a sum of nothing is 0, the others are null
        ? new Expected(value.asDouble(), value.asDouble() > above)
        : new Expected(null, false);
  }
}
