package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Any query and any aggregations, with a condition on a number in the answer. */
@ApplicationScoped
class Query implements Template {

  private static final Card CARD =
      DeclaredCard.of(
          """
          name: query
          help:
            en: Fires when a number in the answer to a query of your own leaves its limits.
            es: Avisa cuando un número de la respuesta a una consulta propia sale de sus límites.
          parameters:
            properties:
              query:
                type: [string, object]
                x-query: true
                description: a query string or a query clause; all documents when absent
              aggs:
                type: object
                additionalProperties: {type: object}
                description: aggregations by their names
              value:
                type: string
                default: doc_count
                description: "a path in the answer or an expression: v.value, errors.doc_count / doc_count"
              above: {type: number, x-threshold: true, description: fires when the value is more than this}
              below: {type: number, x-threshold: true, description: fires when the value is less than this}
              at_least: {type: number, x-threshold: true, description: fires when the value is this or more}
              at_most: {type: number, x-threshold: true, description: fires when the value is this or less}
            anyOf:
              - required: [above]
              - required: [below]
              - required: [at_least]
              - required: [at_most]
          example:
            query: {range: {status_code: {gte: 500}}}
            aggs:
              slow: {filter: {range: {latency: {gte: 1000}}}}
            value: slow.doc_count / doc_count
            above: 0.5
          """);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public List<Cell> cells(JsonNode parameters, Window window) {
    ObjectNode aggs =
        parameters.path("aggs") instanceof ObjectNode given
            ? given
            : JsonNodeFactory.instance.objectNode();
    for (String path : measure(parameters).paths()) {
      String head = path.split("\\.", 2)[0];
      if (!head.equals("doc_count") && !aggs.has(head)) {
        throw new IllegalArgumentException(
            "value: '%s' is nothing in the answer: aggs has no %s".formatted(path, head));
      }
    }
    return List.of(new Cell(Cell.ONLY, window, Clause.of(parameters.path("query")), aggs));
  }

  @Override
  public List<Finding> read(JsonNode parameters, Buckets buckets, Window window) {
    Double value = measure(parameters).in(buckets.only());
    var limits = Limits.of(parameters);
    return List.of(
        Finding.ofWhole(
            new Reading(
                value,
                limits.breachedBy(value),
                "%s is %s, %s"
                    .formatted(
                        parameters.path("value").asText("doc_count"),
                        Sentence.number(value),
                        limits.words(value)))));
  }

  /** A key without documents is one with 0. */
  @Override
  public boolean remembersKeys(JsonNode parameters) {
    return parameters.has("below") || parameters.has("at_most");
  }

  private static Measure measure(JsonNode parameters) {
    try {
      return Measure.of(parameters.path("value").asText("doc_count"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("value: " + e.getMessage(), e);
    }
  }
}
