package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.kit.yaml.Durations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Fires when the newest document is too old, as seen from the end of the window. It looks back a
 * bounded time: when there is none so far back, the newest one is at least that old.
 */
@ApplicationScoped
class Freshness implements Template {

  private static final int LOOKBACK = 10;

  private static final Card CARD =
      DeclaredCard.of(
          """
          name: freshness
          help:
            en: Fires when the newest document is older than it may be.
            es: Avisa cuando el documento más reciente es más antiguo de lo permitido.
          parameters:
            properties:
              max_age:
                type: string
                x-duration: true
                x-threshold: true
                description: how old the newest document may be, such as 5m
              lookback:
                type: string
                x-duration: true
                description: how far back it looks for the newest document; ten times max_age
              query:
                type: [string, object]
                x-query: true
                description: only documents that match this query string or query clause
            required: [max_age]
          example: {max_age: 15m}
          """);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public List<Cell> cells(JsonNode parameters, Window window) {
    Duration lookback = lookback(parameters);
    if (lookback.compareTo(maxAge(parameters)) < 0) {
      throw new IllegalArgumentException("lookback: at least max_age is expected");
    }
    ObjectNode aggs = JsonNodeFactory.instance.objectNode();
    aggs.putObject("newest").putObject("max").put("field", window.timestampField());
    return List.of(
        new Cell(Cell.ONLY, window.last(lookback), Clause.of(parameters.path("query")), aggs));
  }

  @Override
  public List<Finding> read(JsonNode parameters, Buckets buckets, Window window) {
    Duration maxAge = maxAge(parameters);
    JsonNode newest = buckets.only().path("newest").path("value");
    boolean none = !newest.isNumber();
    Duration age =
        none
            ? lookback(parameters)
            : Duration.between(Instant.ofEpochMilli(newest.asLong()), window.to());
    boolean breached = none || age.compareTo(maxAge) > 0;
    String told =
        none
            ? "no document in the last " + seconds(age)
            : "the newest document is %s old, of %s"
                .formatted(seconds(age), Instant.ofEpochMilli(newest.asLong()));
    return List.of(
        Finding.ofWhole(
            new Reading(
                age.toMillis() / 1000.0,
                breached,
                told + "; it may be " + seconds(maxAge) + " old")));
  }

  @Override
  public boolean remembersKeys() {
    return true;
  }

  private static Duration maxAge(JsonNode parameters) {
    Duration maxAge = Durations.parse(parameters.path("max_age").asText());
    if (maxAge.isZero()) {
      throw new IllegalArgumentException("max_age: more than 0 is expected");
    }
    return maxAge;
  }

  private static Duration lookback(JsonNode parameters) {
    return parameters.path("lookback").isTextual()
        ? Durations.parse(parameters.get("lookback").asText())
        : maxAge(parameters).multipliedBy(LOOKBACK);
  }

  private static String seconds(Duration time) {
    return Sentence.number(time.toMillis() / 1000.0) + " s";
  }
}
