package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.template.Buckets;
import io.vigia.watcher.template.Card;
import io.vigia.watcher.template.Cell;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.template.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A template as it would be with another value of one parameter. */
record Variant(Template template, String parameter, JsonNode value) implements Template {

  /**
   * One for each value of each parameter.
   *
   * @throws IllegalArgumentException when a parameter is not a threshold, or changes what is asked
   */
  static List<Variant> of(Inquiry inquiry, Map<String, List<JsonNode>> thresholds) {
    Template template = inquiry.template();
    var variants = new ArrayList<Variant>();
    new TreeMap<>(thresholds)
        .forEach(
            (parameter, values) -> {
              JsonNode schema = template.card().parameters().path("properties").path(parameter);
              if (!schema.path("x-threshold").asBoolean()) {
                throw new IllegalArgumentException(
                    "thresholds.%s: the template has no such threshold; it has %s"
                        .formatted(parameter, thresholdsOf(template.card())));
              }
              for (JsonNode value : values) {
                var variant = new Variant(template, parameter, value);
                var other = new Inquiry(inquiry.definition(), variant, inquiry.window());
                if (!Stretch.alike(inquiry.cells(), other.cells())) {
                  throw new IllegalArgumentException(
                      "thresholds.%s: it changes what is asked, so the answers cannot be read again with another"
                          .formatted(parameter));
                }
                variants.add(variant);
              }
            });
    return variants;
  }

  static List<String> thresholdsOf(Card card) {
    var names = new ArrayList<String>();
    for (var property : card.parameters().path("properties").properties()) {
      if (property.getValue().path("x-threshold").asBoolean()) {
        names.add(property.getKey());
      }
    }
    return names;
  }

  @Override
  public Card card() {
    return template.card();
  }

  @Override
  public List<Cell> cells(JsonNode parameters, Window window) {
    return template.cells(with(parameters), window);
  }

  @Override
  public List<Finding> read(JsonNode parameters, Buckets buckets, Window window) {
    return template.read(with(parameters), buckets, window);
  }

  @Override
  public boolean remembersKeys() {
    return template.remembersKeys();
  }

  @Override
  public boolean remembersKeys(JsonNode parameters) {
    return template.remembersKeys(with(parameters));
  }

  JsonNode with(JsonNode parameters) {
    ObjectNode other = parameters.deepCopy();
    other.set(parameter, value);
    return other;
  }
}
