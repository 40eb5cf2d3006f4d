package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;

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
    parameters.put("metric", metric.aggregation()).put("field", metric.field());
    metric.percent().ifPresent(percent -> parameters.put("percent", percent));
    draft.ask("spike", parameters);
  }
}
