package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.kit.yaml.Durations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Fires for each value of a field that was not there before. The terms come in the order of their
 * first occurrence, newest first. Shards choose by what they see themselves, so each tells many
 * more than are wanted: a term is taken for new by mistake only when a shard has seen {@link
 * #SHARD_TERMS} other terms since it saw that one first.
 */
@ApplicationScoped
class NewTerm implements Template {

  static final int SHARD_TERMS = 10_000;

  private static final Card CARD =
      DeclaredCard.of(
          """
          name: new_term
          help:
            en: Fires for each value of a field that appears in the window and not in the time before it.
            es: Avisa por cada valor de un campo que aparece en la ventana y no en el tiempo anterior.
          parameters:
            properties:
              field: {type: string, minLength: 1, x-field: keyword, description: the field}
              reference:
                type: string
                x-duration: true
                default: 7d
                description: how far back a value counts as known, counted from the window's end
              terms:
                type: integer
                minimum: 1
                maximum: 1000
                default: 100
                description: how many new values a run tells at most
              query:
                type: [string, object]
                x-query: true
                description: only documents that match this query string or query clause
            required: [field]
          example: {field: host.name, reference: 7d}
          """);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public List<Cell> cells(JsonNode parameters, Window window) {
    Duration reference = Durations.parse(parameters.path("reference").asText("7d"));
    if (reference.compareTo(window.length()) <= 0) {
      throw new IllegalArgumentException(
          "reference: longer than the window is expected (%s)".formatted(window.length()));
    }
    ObjectNode aggs = JsonNodeFactory.instance.objectNode();
    ObjectNode terms = aggs.putObject("terms");
    ObjectNode by = terms.putObject("terms");
    by.put("field", parameters.path("field").asText());
    by.put("size", parameters.path("terms").asInt(100)).put("shard_size", SHARD_TERMS);
    by.putObject("order").put("first", "desc");
    terms
        .putObject("aggs")
        .putObject("first")
        .putObject("min")
        .put("field", window.timestampField());
    return List.of(
        new Cell(Cell.ONLY, window.last(reference), Clause.of(parameters.path("query")), aggs));
  }

  /** Only what is new: what was new once and is no longer is not in it. */
  @Override
  public List<Finding> read(JsonNode parameters, Buckets buckets, Window window) {
    String field = parameters.path("field").asText();
    var findings = new ArrayList<Finding>();
    for (JsonNode bucket : buckets.only().path("terms").path("buckets")) {
      long first = bucket.path("first").path("value").asLong();
      if (first >= window.from().toEpochMilli()) {
        String term = bucket.path("key_as_string").asText(bucket.path("key").asText());
        findings.add(new Finding(Key.of(field, term), reading(field, term, bucket, first)));
      }
    }
    return findings;
  }

  private static Reading reading(String field, String term, JsonNode bucket, long first) {
    return new Reading(
        bucket.path("doc_count").asDouble(),
        true,
        "%s = %s is new: first seen at %s, %d documents"
            .formatted(
                field, term, Instant.ofEpochMilli(first), bucket.path("doc_count").asLong()));
  }
}
