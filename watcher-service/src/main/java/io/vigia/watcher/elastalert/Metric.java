package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured of a field.
 *
 * @param aggregation {@code avg}, {@code min}, {@code max}, {@code sum}, {@code cardinality},
 *     {@code value_count} or {@code percentiles}
 * @param percent of percentiles
 * @param script instead of the field
 */
record Metric(
    String aggregation, String field, Optional<Double> percent, Optional<JsonNode> script) {

  private static final Set<String> KNOWN =
      Set.of("avg", "min", "max", "sum", "cardinality", "value_count", "percentiles");

  static Metric read(Rule rule, Draft draft) {
    String field = rule.requiredText("metric_agg_key");
    String aggregation = rule.requiredText("metric_agg_type");
    if (!KNOWN.contains(aggregation)) {
      throw new RuleFault(
          "metric_agg_type",
          rule.line("metric_agg_type"),
          "'"
              + aggregation
              + "' is none of "
              + String.join(", ", KNOWN.stream().sorted().toList()));
    }
    Optional<JsonNode> script = rule.value("metric_agg_script").map(value -> script(value, draft));
    Optional<Double> percent = rule.number("percentile_range");
    if (aggregation.equals("percentiles") && percent.isEmpty()) {
      throw new RuleFault("percentile_range", rule.line(), "is required for percentiles");
    }
    if (percent.filter(p -> p <= 0 || p >= 100).isPresent()) {
      throw new RuleFault(
          "percentile_range", rule.line("percentile_range"), "between 0 and 100 is expected");
    }
    if (!aggregation.equals("percentiles") && percent.isPresent()) {
      draft.note("percentile_range", "says nothing without percentiles");
    }
    if (rule.integer("min_doc_count").orElse(1L) > 1) {
      draft.changed(
          "min_doc_count",
          "a key with fewer documents is judged all the same",
          "add a second watcher, or 'for', against keys with few documents");
    }
    return new Metric(
        aggregation, field, percent.filter(p -> aggregation.equals("percentiles")), script);
  }

  private static JsonNode script(Value script, Draft draft) {
    if (!script.isMapping() || !script.fields().containsKey("script")) {
      throw Rule.wrong("metric_agg_script", script, "a script");
    }
    draft.changed(
        "metric_agg_script",
        "the script goes to the cluster as it is, in a watcher of the template query",
        "a runtime field is faster");
    return script.json();
  }
}
