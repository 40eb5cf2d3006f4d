package io.vigia.watcher.elastalert;

import jakarta.enterprise.context.ApplicationScoped;

/** {@code flatline}: fewer documents than that in a time. */
@ApplicationScoped
class FlatlineType implements RuleType {

  @Override
  public String name() {
    return "flatline";
  }

  @Override
  public void carry(Rule rule, Draft draft) {
    long threshold = rule.integer("threshold").orElseThrow(() -> rule.missing("threshold"));
    if (threshold < 1) {
      throw new RuleFault("threshold", rule.line("threshold"), "at least 1 is expected");
    }
    draft.ask("missing_data", Draft.json().put("at_least", threshold));
    if (rule.flag("forget_keys", false)) {
      draft.changed(
          "forget_keys",
          "a key that went silent keeps firing until it is heard again",
          "silence it in the router when it is gone for good");
    }
  }
}
