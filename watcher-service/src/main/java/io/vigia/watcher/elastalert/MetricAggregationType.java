package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.JsonNode;
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
    most.ifPresent(limit -> parameters.set("above", Draft.number(limit)));
    least.ifPresent(limit -> parameters.set("below", Draft.number(limit)));
    draft.ask(template, parameters);
    rule.value("metric_format_string")
        .ifPresent(
            form -> draft.lost("metric_format_string", "values are written as they are", ""));
  }

  private static String template(Metric metric, ObjectNode parameters, Draft draft) {
    if (metric.script().isPresent()) {
      scripted(metric, metric.script().get(), parameters);
      return "query";
    }
    if (metric.aggregation().equals("value_count")) {
      draft.narrow(Clauses.exists(metric.field()));
      draft.note("metric_agg_type", "counts the documents that have the field");
      return "count_threshold";
    }
    parameters.put("field", metric.field());
    metric.percent().ifPresent(percent -> parameters.set("percent", Draft.number(percent)));
    return metric.percent().isPresent()
        ? "percentile_threshold"
        : metric.aggregation() + "_threshold";
  }

  private static void scripted(Metric metric, JsonNode script, ObjectNode parameters) {
    ObjectNode measured = script.deepCopy();
    metric
        .percent()
        .ifPresent(
            percent ->
                measured.put("keyed", false).putArray("percents").add(Draft.number(percent)));
    parameters.putObject("aggs").putObject("v").set(metric.aggregation(), measured);
    parameters.put("value", metric.percent().isPresent() ? "v.values.0.value" : "v.value");
  }

  @Override
  public Windows window() {
    return Windows.BUFFER;
  }
}
