package io.vigia.watcher.elastalert;

import java.util.Optional;
import java.util.Set;

/**
 * What is measured of a field.
 *
 * @param aggregation {@code avg}, {@code min}, {@code max}, {@code sum}, {@code cardinality},
 *     {@code value_count} or {@code percentiles}
 * @param percent of percentiles
 */
record Metric(String aggregation, String field, Optional<Double> percent) {

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
    if (rule.has("metric_agg_script")) {
      throw new RuleFault(
          "metric_agg_script",
          rule.line("metric_agg_script"),
          "scripts do not come over; make a runtime field of it, or write a watcher of the"
              + " template query");
    }
    Optional<Double> percent = rule.number("percentile_range");
    if (aggregation.equals("percentiles") && percent.isEmpty()) {
      throw new RuleFault("percentile_range", rule.line(), "is required for percentiles");
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
    return new Metric(aggregation, field, percent.filter(p -> aggregation.equals("percentiles")));
  }
}
