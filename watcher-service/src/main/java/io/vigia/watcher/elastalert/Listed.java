package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A field and the values that it is compared with.
 *
 * @param field of the documents
 * @param values at least one
 */
record Listed(String field, List<JsonNode> values) {

  private static final int MOST = 10_000;

  /**
   * @param list the rule's field that holds the values
   */
  static Listed read(Rule rule, String list, Draft draft) {
    rule.required("compare_key");
    List<String> keys = rule.texts("compare_key");
    if (keys.size() != 1) {
      throw new RuleFault("compare_key", rule.line("compare_key"), "one field is expected");
    }
    Value all = rule.required(list);
    if (!all.isList()) {
      throw Rule.wrong(list, all, "a list");
    }
    var values = new ArrayList<JsonNode>();
    for (Value each : all.items()) {
      String text = Rule.text(list, each);
      if (text.startsWith("!file")) {
        draft.lost(
            list,
            "line %d: '%s' is not read: no file of the server is; the watcher is not enabled"
                .formatted(each.line(), text),
            "write its values into the filter of the watcher, and enable it");
        draft.set("enabled", list, BooleanNode.FALSE);
      } else {
        values.add(each.json());
      }
    }
    if (values.isEmpty() || values.size() > MOST) {
      throw new RuleFault(list, all.line(), "1 to " + MOST + " values are expected in the rule");
    }
    draft.note(
        "compare_key",
        "'" + keys.get(0) + "' is compared as a whole: it must be a keyword field",
        "for a text field name its keyword field, such as " + keys.get(0) + ".keyword");
    return new Listed(keys.get(0), values);
  }
}
