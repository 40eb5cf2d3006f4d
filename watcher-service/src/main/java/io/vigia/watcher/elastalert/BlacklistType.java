package io.vigia.watcher.elastalert;

import jakarta.enterprise.context.ApplicationScoped;

/** {@code blacklist}: a field has one of some values. */
@ApplicationScoped
class BlacklistType implements RuleType {

  @Override
  public String name() {
    return "blacklist";
  }

  @Override
  public void carry(Rule rule, Draft draft) {
    var listed = Listed.read(rule, "blacklist", draft);
    draft.narrow(Clauses.terms(listed.field(), listed.values()));
    draft.ask("frequency", Draft.json().put("num_events", 1));
  }

  @Override
  public Windows window() {
    return Windows.BUFFER;
  }
}
