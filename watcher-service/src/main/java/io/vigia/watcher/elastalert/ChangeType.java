package io.vigia.watcher.elastalert;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** {@code change}: a field has another value than the last time. */
@ApplicationScoped
class ChangeType implements RuleType {

  @Override
  public String name() {
    return "change";
  }

  @Override
  public void carry(Rule rule, Draft draft) {
    rule.required("compare_key");
    rule.required("query_key");
    List<String> keys = rule.texts("compare_key");
    for (String key : keys) {
      draft.ask(key, "cardinality_threshold", Draft.json().put("field", key).put("above", 1));
    }
    draft.changed(
        "type",
        "fires while the window holds two values of the field or more for a key; the order of the"
            + " values does not count",
        "choose a window about as long as two documents of a key are apart");
    if (!rule.flag("ignore_null", false)) {
      draft.changed("ignore_null", "a document without the field does not count as a change", "");
    }
    if (keys.size() > 1) {
      draft.changed("compare_key", "one watcher for each of the " + keys.size() + " fields", "");
    }
    if (!rule.has("timeframe")) {
      draft.set("window", "timeframe", "1d");
      draft.changed(
          "timeframe", "there, a value is remembered for ever without it; here, for 1d", "");
    }
  }

  @Override
  public Windows window() {
    return Windows.TIMEFRAME_IF_ANY;
  }
}
