package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Fires when more documents than a limit have a value in a field. */
@ApplicationScoped
class CountThreshold implements Template {

  /**
   * @param field the field to look at
   * @param value what it must be
   * @param above how many such documents are still fine
   */
  record Parameters(String field, String value, long above) {
    public Parameters {
      if (field == null || field.isBlank()) {
        throw new IllegalArgumentException("field: is required");
      }
      if (value == null || value.isBlank()) {
        throw new IllegalArgumentException("value: is required");
      }
      if (above < 0) {
        throw new IllegalArgumentException("above: must not be negative");
      }
    }
  }

  @Override
  public String name() {
    return "count_threshold";
  }

  @Override
  public Class<?> parameters() {
    return Parameters.class;
  }

  @Override
  public ObjectNode query(Object parameters, Window window) {
    var p = (Parameters) parameters;
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("size", 0).put("track_total_hits", true);
    var filter = body.putObject("query").putObject("bool").putArray("filter");
    filter.add(window.clause());
    filter.addObject().putObject("match").putObject(p.field()).put("query", p.value());
    return body;
  }

  @Override
  public Reading read(Object parameters, JsonNode answer) {
    var p = (Parameters) parameters;
    long count = answer.at("/hits/total/value").asLong();
    return new Reading(
        count,
        count > p.above(),
        String.format(
            Locale.ROOT,
            "%d documents with %s = %s (more than %d is too many)",
            count,
            p.field(),
            p.value(),
            p.above()));
  }
}
