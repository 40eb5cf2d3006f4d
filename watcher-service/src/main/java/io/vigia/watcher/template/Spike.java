package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.kit.yaml.Durations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fires when this window has many times more, or less, than an earlier one. */
@ApplicationScoped
class Spike implements Template {

  private static final String BEFORE = "before";

  private static final Card CARD =
      DeclaredCard.of(
          """
          name: spike
          help:
            en: >-
              Fires when documents, or a metric of a field, rise or fall by a factor against the window
              before, or the same window a day or a week ago.
            es: >-
              Avisa cuando los documentos, o una métrica de un campo, suben o bajan por un factor frente a la
              ventana anterior, o frente a la misma ventana de hace un día o una semana.
          parameters:
            properties:
              factor:
                type: number
                exclusiveMinimum: 1
                x-threshold: true
                description: how many times as much (up), or which part of it is left at most (down, 3 is a third)
              direction: {enum: [up, down, both], default: both, description: which way it looks}
              offset:
                type: string
                x-duration: true
                description: how much earlier the window is that it compares with, such as 1d or 7d; the window's length
              metric:
                enum: [count, avg, sum, min, max, cardinality]
                default: count
                description: what is compared
              field: {type: string, minLength: 1, x-field: any, description: the field of the metric}
              min_now:
                type: integer
                minimum: 0
                default: 0
                description: with fewer documents now a rise does not count
              min_before:
                type: integer
                minimum: 0
                default: 1
                description: with fewer documents then nothing is judged
              query:
                type: [string, object]
                x-query: true
                description: only documents that match this query string or query clause
            required: [factor]
            if: {properties: {metric: {not: {const: count}}}, required: [metric]}
            then: {required: [field]}
          example: {factor: 3, direction: up, offset: 1d, min_before: 10}
          """);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public List<Cell> cells(JsonNode parameters, Window window) {
    Duration offset =
        parameters.path("offset").isTextual()
            ? Durations.parse(parameters.get("offset").asText())
            : window.length();
    if (offset.isZero()) {
      throw new IllegalArgumentException("offset: more than 0 is expected");
    }
    ObjectNode filter = Clause.of(parameters.path("query"));
    ObjectNode aggs = JsonNodeFactory.instance.objectNode();
    if (!counts(parameters)) {
      aggs.putObject("v")
          .putObject(parameters.get("metric").asText())
          .put("field", parameters.path("field").asText());
    }
    return List.of(
        new Cell(Cell.ONLY, window, filter, aggs),
        new Cell(BEFORE, window.earlier(offset), filter, aggs));
  }

  @Override
  public List<Finding> read(JsonNode parameters, Buckets buckets, Window window) {
    JsonNode then = buckets.of(BEFORE);
    Double now = measure(parameters, buckets.only());
    Double before = measure(parameters, then);
    boolean judged =
        then.path("doc_count").asLong() >= parameters.path("min_before").asLong(1)
            && now != null
            && before != null;
    Double ratio = judged && now != null && before != null && before != 0 ? now / before : null;
    boolean breached =
        judged
            && now != null
            && before != null
            && (rises(parameters, now, before, buckets.only()) || falls(parameters, now, before));
    return List.of(
        Finding.ofWhole(new Reading(ratio, breached, told(parameters, now, before, ratio))));
  }

  /** A key that is gone has fallen. */
  @Override
  public boolean remembersKeys(JsonNode parameters) {
    return looks(parameters, "down");
  }

  private static boolean rises(JsonNode parameters, double now, double before, JsonNode bucket) {
    return looks(parameters, "up")
        && bucket.path("doc_count").asLong() >= parameters.path("min_now").asLong()
        && now > before
        && now >= before * parameters.path("factor").asDouble();
  }

  private static boolean falls(JsonNode parameters, double now, double before) {
    return looks(parameters, "down")
        && now < before
        && now * parameters.path("factor").asDouble() <= before;
  }

  private static boolean looks(JsonNode parameters, String way) {
    String direction = parameters.path("direction").asText("both");
    return direction.equals("both") || direction.equals(way);
  }

  private static boolean counts(JsonNode parameters) {
    return parameters.path("metric").asText("count").equals("count");
  }

  private static @Nullable Double measure(JsonNode parameters, JsonNode bucket) {
    return Measure.of(counts(parameters) ? "doc_count" : "v.value").in(bucket);
  }

  private static String told(
      JsonNode parameters, @Nullable Double now, @Nullable Double before, @Nullable Double ratio) {
    String what =
        counts(parameters)
            ? "documents"
            : parameters.path("metric").asText() + " of " + parameters.path("field").asText();
    return "%s: %s now, %s before%s (factor %s counts)"
        .formatted(
            what,
            Sentence.number(now),
            Sentence.number(before),
            ratio == null ? "" : ", " + Sentence.number(ratio) + " times as much",
            Sentence.number(parameters.path("factor").asDouble()));
  }
}
