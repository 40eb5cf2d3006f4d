package io.vigia.benchmarks.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The sum of one field divided by that of another, above a limit. */
public record Ratio(String numerator, String denominator, double above) implements Question {

  @Override
  public String template() {
    return "ratio_between_fields";
  }

  @Override
  public ObjectNode parameters() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("numerator_field", numerator)
        .put("denominator_field", denominator)
        .put("above", above);
  }

  @Override
  public ObjectNode aggs() {
    ObjectNode aggs = JsonNodeFactory.instance.objectNode();
    aggs.putObject("over").putObject("sum").put("field", numerator);
    aggs.putObject("under").putObject("sum").put("field", denominator);
    return aggs;
  }

  @Override
  public Expected read(long count, JsonNode aggs) {
    double under = aggs.path("under").path("value").asDouble();
    if (under < 1) { // the template's min_denominator
      return new Expected(null, false);
    }
    double value = aggs.path("over").path("value").asDouble() / under;
    return new Expected(value, value > above);
  }
}
