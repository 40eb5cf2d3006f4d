package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** {@code new_term}: a value that a field never had. */
@ApplicationScoped
class NewTermType implements RuleType {

  @Override
  public String name() {
    return "new_term";
  }

  @Override
  public void carry(Rule rule, Draft draft) {
    String from = rule.has("fields") ? "fields" : "query_key";
    List<Value> fields = rule.required(from).each();
    Duration known = rule.span("terms_window_size").orElse(Duration.ofDays(30));
    for (Value field : fields) {
      ask(from, field, known, draft);
    }
    if (fields.size() > 1) {
      draft.changed(from, "one watcher for each of the " + fields.size() + " entries", "");
    }
    if (rule.flag("alert_on_missing_field", false)) {
      draft.lost(
          "alert_on_missing_field",
          "documents without the field are not told",
          "add a watcher of the template field_value_missing");
    }
    if (rule.value("window_step_size").isPresent()) {
      draft.note("window_step_size", "not needed: known values are read in one aggregation");
    }
    if (rule.flag("use_keyword_postfix", true)) {
      draft.note(
          "use_keyword_postfix",
          "there, .keyword is added to fields by default; here, fields are taken as written",
          "for a text field name its keyword field");
    }
  }

  private static void ask(String from, Value field, Duration known, Draft draft) {
    List<String> parts = field.each().stream().map(part -> Rule.text(from, part)).toList();
    ObjectNode parameters =
        Draft.json().put("field", parts.get(0)).put("reference", Span.text(known));
    if (parts.size() > 1) {
      draft.changed(
          from,
          "line %d: new combinations of %s are not told; new values of the first field are"
              .formatted(field.line(), String.join(" and ", parts)),
          "index a field that holds both, and watch that");
    }
    draft.ask(parts.stream().collect(Collectors.joining(",")), "new_term", parameters);
  }

  @Override
  public Windows window() {
    return Windows.BUFFER;
  }
}
