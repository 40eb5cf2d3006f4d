package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** {@code spike_aggregation}: a spike of a metric of a field. */
@ApplicationScoped
class SpikeAggregationType implements RuleType {

  @Override
  public String name() {
    return "spike_aggregation";
  }

  @Override
  public void carry(Rule rule, Draft draft) {
    ObjectNode parameters = SpikeType.parameters(rule, draft);
    var metric = Metric.read(rule, draft);
    if (metric.script().isPresent()) {
      throw new RuleFault(
          "metric_agg_script",
          rule.line("metric_agg_script"),
          "spikes of scripts do not come over; make a runtime field of it");
    }
    switch (metric.aggregation()) {
      case "percentiles" ->
          throw new RuleFault(
              "metric_agg_type",
              rule.line("metric_agg_type"),
              "spikes of percentiles do not come over; watch one with percentile_threshold");
      case "value_count" -> {
        draft.narrow(Clauses.exists(metric.field()));
        draft.note("metric_agg_type", "counts the documents that have the field");
      }
      default -> parameters.put("metric", metric.aggregation()).put("field", metric.field());
    }
    for (String limit : List.of("threshold_ref", "threshold_cur")) {
      if (rule.number(limit).isPresent()) {
        draft.lost(
            limit,
            "a spike has no limit for the metric itself",
            "min_before and min_now tell how many documents the windows must hold");
      }
    }
    draft.ask("spike", parameters);
  }
}
