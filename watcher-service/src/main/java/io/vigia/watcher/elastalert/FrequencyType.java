package io.vigia.watcher.elastalert;

import jakarta.enterprise.context.ApplicationScoped;

/** {@code frequency}: at least so many documents in a time. */
@ApplicationScoped
class FrequencyType implements RuleType {

  @Override
  public String name() {
    return "frequency";
  }

  @Override
  public void carry(Rule rule, Draft draft) {
    long events = rule.integer("num_events").orElseThrow(() -> rule.missing("num_events"));
    if (events < 1) {
      throw new RuleFault("num_events", rule.line("num_events"), "at least 1");
    }
    draft.ask("frequency", Draft.json().put("num_events", events));
    if (rule.flag("attach_related", false)) {
      draft.changed(
          "attach_related", "an alert carries up to 10 samples, not all documents", "see samples");
    }
  }
}
