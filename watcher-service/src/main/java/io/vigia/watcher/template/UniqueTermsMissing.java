package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Fires for each of the expected values of a field that has not come. */
@ApplicationScoped
class UniqueTermsMissing implements Template {

  private static final Card CARD =
      DeclaredCard.of(
          """
          name: unique_terms_missing
          help:
            en: Fires for each of the expected values of a field that no document in the window has.
            es: Avisa por cada valor esperado de un campo que no tiene ningún documento de la ventana.
          parameters:
            properties:
              field: {type: string, minLength: 1, x-field: any, description: the field}
              values:
                type: array
                minItems: 1
                maxItems: 500
                uniqueItems: true
                items: {type: [string, number, boolean]}
                description: the values that are expected
              at_least:
                type: integer
                minimum: 1
                default: 1
                x-threshold: true
                description: how many documents of each value are expected in the window
              query:
                type: [string, object]
                x-query: true
                description: only documents that match this query string or query clause
            required: [field, values]
          example: {field: host.name, values: [web-1, web-2]}
          """);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public List<Cell> cells(JsonNode parameters, Window window) {
    ObjectNode aggs = JsonNodeFactory.instance.objectNode();
    ObjectNode filters = aggs.putObject("values").putObject("filters").putObject("filters");
    int place = 0;
    for (JsonNode value : parameters.path("values")) {
      filters
          .putObject(String.valueOf(place++))
          .putObject("match")
          .set(parameters.path("field").asText(), value);
    }
    return List.of(new Cell(Cell.ONLY, window, Clause.of(parameters.path("query")), aggs));
  }

  @Override
  public List<Finding> read(JsonNode parameters, Buckets buckets, Window window) {
    JsonNode counted = buckets.only().path("values").path("buckets");
    String field = parameters.path("field").asText();
    long wanted = parameters.path("at_least").asLong(1);
    var findings = new ArrayList<Finding>();
    for (JsonNode value : parameters.path("values")) {
      String place = String.valueOf(findings.size());
      long count = counted.path(place).path("doc_count").asLong();
      findings.add(
          new Finding(
              Key.of(field, value.asText()),
              new Reading(
                  (double) count,
                  count < wanted,
                  "%d documents with %s = %s came, at least %d expected"
                      .formatted(count, field, value.asText(), wanted))));
    }
    return findings;
  }

  @Override
  public boolean remembersKeys() {
    return true;
  }
}
