package io.vigia.watcher.elastalert;

import jakarta.enterprise.context.ApplicationScoped;

/** {@code any}: every document that matches. */
@ApplicationScoped
class AnyType implements RuleType {

  @Override
  public String name() {
    return "any";
  }

  @Override
  public void carry(Rule rule, Draft draft) {
    draft.ask("frequency", Draft.json().put("num_events", 1));
    draft.changed(
        "type",
        "there, each document is an alert; here, one alert fires while the window holds such"
            + " documents, carries samples of them and tells when it is over",
        "to tell things apart, group_by a field");
  }

  @Override
  public Windows window() {
    return Windows.BUFFER;
  }
}
