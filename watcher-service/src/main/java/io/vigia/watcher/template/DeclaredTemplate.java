package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template that is a YAML file: one question, one number, one condition. The files in {@code
 * templates/} are the examples, {@code docs/templates.md} explains them.
 *
 * @param filter a query clause with blanks; all documents when nothing of it is left
 * @param aggs aggregations with blanks
 * @param value where the number is in the answer: what {@link Measure} reads
 * @param breach {@code above}, {@code below}, {@code at_least} and {@code at_most}, with blanks
 * @param summary a {@link Sentence} that may also name {@code value}, what was measured, and {@code
 *     limit}, the condition; a parameter of such a name is {@code parameters.value} there
 * @param remembering true, or a blank: true when that parameter is given
 */
record DeclaredTemplate(
    Card card,
    JsonNode filter,
    JsonNode aggs,
    String value,
    JsonNode breach,
    Sentence summary,
    JsonNode remembering)
    implements Template {

  @Override
  public List<Cell> cells(JsonNode parameters, Window window) {
    limits(values(parameters, false)).atLeastOne();
    var clauses = values(parameters, true);
    return List.of(
        new Cell(
            Cell.ONLY,
            window,
            Blanks.fill(filter, clauses).map(Clause::of).orElseGet(Clause::all),
            Blanks.fill(aggs, clauses)
                .map(ObjectNode.class::cast)
                .orElseGet(JsonNodeFactory.instance::objectNode)));
  }

  @Override
  public List<Finding> read(JsonNode parameters, Buckets buckets, Window window) {
    var values = values(parameters, false);
    Double measured =
        Blanks.text(value, values).map(v -> Measure.of(v).in(buckets.only())).orElse(null);
    var limits = limits(values);
    return List.of(
        Finding.ofWhole(
            new Reading(measured, limits.breachedBy(measured), told(values, limits, measured))));
  }

  @Override
  public boolean remembersKeys() {
    return remembering.equals(BooleanNode.TRUE);
  }

  @Override
  public boolean remembersKeys(JsonNode parameters) {
    return remembersKeys()
        || remembering.isTextual()
            && Blanks.fill(remembering, values(parameters, false)).isPresent();
  }

  private Limits limits(Map<String, JsonNode> values) {
    return Limits.of(Blanks.fill(breach, values).orElse(MissingNode.getInstance()));
  }

  private String told(Map<String, JsonNode> values, Limits limits, @Nullable Double measured) {
    var all = new LinkedHashMap<>(values);
    all.put("value", TextNode.valueOf(Sentence.number(measured)));
    all.put("limit", TextNode.valueOf(limits.words(measured)));
    return summary.told(all);
  }

  /**
   * What blanks may name: parameters, or their defaults.
   *
   * @param asClauses whether those with {@code x-query} are clauses, or as they are written
   */
  private Map<String, JsonNode> values(JsonNode parameters, boolean asClauses) {
    var values = new LinkedHashMap<String, JsonNode>();
    for (var property : card.parameters().path("properties").properties()) {
      JsonNode given = parameters.path(property.getKey());
      JsonNode there =
          given.isMissingNode() || given.isNull() ? property.getValue().path("default") : given;
      if (!there.isMissingNode()) {
        boolean query = asClauses && property.getValue().path("x-query").asBoolean();
        JsonNode filled = query ? Clause.of(there) : there;
        values.put(property.getKey(), filled);
        values.put("parameters." + property.getKey(), filled);
      }
    }
    return values;
  }
}
