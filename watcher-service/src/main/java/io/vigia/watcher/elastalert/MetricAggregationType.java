package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** {@code metric_aggregation}: a metric of a field is too high or too low. */
@ApplicationScoped
class MetricAggregationType implements RuleType {

  @Override
  public String name() {
    return "metric_aggregation";
  }

  @Override
  public void carry(Rule rule, Draft draft) {
    var metric = Metric.read(rule, draft);
    Optional<Double> most = rule.number("max_threshold");
    Optional<Double> least = rule.number("min_threshold");
    if (most.isEmpty() && least.isEmpty()) {
      throw new RuleFault(
          "max_threshold", rule.line(), "max_threshold or min_threshold is required");
    }
    Sampling.carry(rule, draft);
    ObjectNode parameters = Draft.json();
    String template = template(metric, parameters, draft);
    most.ifPresent(limit -> parameters.put("above", limit));
    least.ifPresent(limit -> parameters.put("below", limit));
    draft.ask(template, parameters);
    rule.value("metric_format_string")
        .ifPresent(
            form -> draft.lost("metric_format_string", "values are written as they are", ""));
  }

  private static String template(Metric metric, ObjectNode parameters, Draft draft) {
    if (metric.aggregation().equals("value_count")) {
      draft.narrow(Clauses.exists(metric.field()));
      draft.note("metric_agg_type", "counts the documents that have the field");
      return "count_threshold";
    }
    parameters.put("field", metric.field());
    metric.percent().ifPresent(percent -> parameters.put("percent", percent));
    return switch (metric.aggregation()) {
      case "percentiles" -> "percentile_threshold";
      default -> metric.aggregation() + "_threshold";
    };
  }

  @Override
  public Windows window() {
    return Windows.BUFFER;
  }
}
