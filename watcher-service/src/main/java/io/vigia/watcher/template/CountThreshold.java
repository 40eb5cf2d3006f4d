package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fires when more documents than a limit have a value in a field. */
@ApplicationScoped
class CountThreshold implements Template {

  @Override
  public Card card() {
    var json = JsonNodeFactory.instance;
    return new Card(
        "count_threshold",
        Map.of("en", "Fires when more documents than a limit have a value in a field."),
        json.objectNode().put("type", "object"),
        json.objectNode().put("field", "log.level").put("value", "ERROR").put("above", 0));
  }

  @Override
  public List<Cell> cells(JsonNode parameters, Window window) {
    var json = JsonNodeFactory.instance;
    var filter = json.objectNode();
    filter
        .putObject("match")
        .putObject(parameters.path("field").asText())
        .put("query", parameters.path("value").asText());
    return List.of(new Cell(Cell.ONLY, window, filter, json.objectNode()));
  }

  @Override
  public List<Finding> read(JsonNode parameters, Buckets buckets, Window window) {
    long count = buckets.only().path("doc_count").asLong();
    long above = parameters.path("above").asLong();
    return List.of(
        Finding.ofWhole(
            new Reading(
                (double) count,
                count > above,
                String.format(
                    Locale.ROOT,
                    "%d documents with %s = %s (more than %d is too many)",
                    count,
                    parameters.path("field").asText(),
                    parameters.path("value").asText(),
                    above))));
  }
}
