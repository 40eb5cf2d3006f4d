package io.vigia.watcher.elastalert;

import jakarta.enterprise.context.ApplicationScoped;

/** {@code whitelist}: a field has none of some values. */
@ApplicationScoped
class WhitelistType implements RuleType {

  @Override
  public String name() {
    return "whitelist";
  }

  @Override
  public void carry(Rule rule, Draft draft) {
    var listed = Listed.read(rule, "whitelist", draft);
    draft.narrow(Clauses.not(Clauses.terms(listed.field(), listed.values())));
    rule.required("ignore_null");
    if (rule.flag("ignore_null", false)) {
      draft.narrow(Clauses.exists(listed.field()));
    }
    draft.ask("frequency", Draft.json().put("num_events", 1));
  }

  @Override
  public Windows window() {
    return Windows.BUFFER;
  }
}
