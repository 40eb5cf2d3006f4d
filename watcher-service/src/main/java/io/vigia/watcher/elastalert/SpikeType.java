package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code spike}: so many times more, or fewer, documents than in the time before. */
@ApplicationScoped
class SpikeType implements RuleType {

  @Override
  public String name() {
    return "spike";
  }

  @Override
  public void carry(Rule rule, Draft draft) {
    ObjectNode parameters = parameters(rule, draft);
    rule.text("field_value")
        .ifPresent(
            field -> {
              parameters.put("metric", "avg").put("field", field);
              draft.note("field_value", "compares the averages of the field");
            });
    draft.ask("spike", parameters);
  }

  /** What both types of spikes say of them. */
  static ObjectNode parameters(Rule rule, Draft draft) {
    double height = rule.number("spike_height").orElseThrow(() -> rule.missing("spike_height"));
    if (!(height > 0)) {
      throw new RuleFault("spike_height", rule.line("spike_height"), "more than 0");
    }
    String direction = rule.requiredText("spike_type");
    if (!direction.matches("up|down|both")) {
      throw new RuleFault("spike_type", rule.line("spike_type"), "up, down or both");
    }
    ObjectNode parameters = Draft.json().put("height", height).put("type", direction);
    rule.number("threshold_ref").ifPresent(least -> parameters.put("threshold_ref", least));
    rule.number("threshold_cur").ifPresent(least -> parameters.put("threshold_cur", least));
    rule.value("alert_on_new_data")
        .ifPresent(
            any ->
                draft.changed(
                    "alert_on_new_data",
                    "there is no time of learning: both windows are read from the index at every"
                        + " run",
                    "threshold_ref says how many documents the window before must hold"));
    return parameters;
  }
}
