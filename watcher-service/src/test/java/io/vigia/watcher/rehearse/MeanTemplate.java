package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vigia.watcher.template.Buckets;
import io.vigia.watcher.template.Card;
import io.vigia.watcher.template.Cell;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.template.Window;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** For tests: the mean of a field, or how it compares to that of an hour before. */
@ApplicationScoped
class MeanTemplate implements Template {

  private static final String SCHEMA =
      """
      {"type":"object","required":["field"],"additionalProperties":false,"properties":{
        "field":{"type":"string","x-field":"numeric"},
        "above":{"type":"number","x-threshold":true},
        "times":{"type":"number","x-threshold":true},
        "asked":{"type":"number","x-threshold":true}}}""";

  @Override
  public Card card() {
    var json = new ObjectMapper();
    try {
      return new Card(
          "test_mean",
          Map.of("en", "Fires when the mean is too high."),
          json.readTree(SCHEMA),
          json.readTree("{\"field\":\"took\",\"above\":5}"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public List<Cell> cells(JsonNode parameters, Window window) {
    var json = JsonNodeFactory.instance;
    var aggs = json.objectNode();
    aggs.putObject("mean").putObject("avg").put("field", parameters.path("field").asText());
    var all = json.objectNode();
    all.putObject("match_all");
    if (parameters.has("asked")) {
      all = json.objectNode();
      all.putObject("range").putObject("took").put("gt", parameters.path("asked").asInt());
    }
    var now = new Cell(Cell.ONLY, window, all, aggs);
    return parameters.has("times")
        ? List.of(now, new Cell("before", window.earlier(Duration.ofHours(1)), all, aggs))
        : List.of(now);
  }

  @Override
  public List<Finding> read(JsonNode parameters, Buckets buckets, Window window) {
    JsonNode mean = buckets.only().path("mean").path("value");
    double limit =
        parameters.has("times")
            ? parameters.path("times").asDouble()
                * buckets.of("before").path("mean").path("value").asDouble(1e9)
            : parameters.path("above").asDouble();
    Double value = mean.isNumber() ? mean.asDouble() : null;
    return List.of(
        Finding.ofWhole(
            new Reading(value, value != null && value > limit, value + " against " + limit)));
  }
}
