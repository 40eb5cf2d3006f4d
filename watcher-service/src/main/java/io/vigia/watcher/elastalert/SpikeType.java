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
    if (rule.has("field_value")) {
      parameters.put("metric", "avg").put("field", rule.requiredText("field_value"));
      draft.note("field_value", "compares the averages of the field");
    }
    now(rule, parameters, draft);
    rule.integer("threshold_ref").ifPresent(least -> parameters.put("min_before", least));
    draft.ask("spike", parameters);
  }

  /** What both types of spikes say of them. */
  static ObjectNode parameters(Rule rule, Draft draft) {
    double height = rule.number("spike_height").orElseThrow(() -> rule.missing("spike_height"));
    if (!(height > 1)) {
      throw new RuleFault("spike_height", rule.line("spike_height"), "more than 1 is expected");
    }
    String direction = rule.requiredText("spike_type");
    if (!direction.matches("up|down|both")) {
      throw new RuleFault("spike_type", rule.line("spike_type"), "up, down or both is expected");
    }
    ObjectNode parameters = Draft.json();
    parameters.set("factor", Draft.number(height));
    parameters.put("direction", direction);
    boolean fresh = rule.flag("alert_on_new_data", false);
    boolean learns = rule.has("query_key") && !fresh;
    parameters.put("min_before", learns ? 1 : 0);
    draft.note(
        fresh ? "alert_on_new_data" : "type",
        rule.has("threshold_ref")
            ? "both windows are read at every run, so there is no time of learning"
            : learns
                ? "both windows are read at every run, so there is no time of learning; a key without"
                    + " documents in the window before does not fire"
                : "both windows are read at every run, so there is no time of learning; from nothing"
                    + " to something is a rise",
        "min_before tells how many documents the window before must hold");
    return parameters;
  }

  private static void now(Rule rule, ObjectNode parameters, Draft draft) {
    rule.integer("threshold_cur")
        .ifPresent(
            least -> {
              parameters.put("min_now", least);
              if (!parameters.path("direction").asText().equals("up")) {
                draft.changed("threshold_cur", "counts for rises only, not for falls", "");
              }
            });
  }
}
