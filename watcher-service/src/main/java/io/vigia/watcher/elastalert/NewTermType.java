package io.vigia.watcher.elastalert;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

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
    if (known.compareTo(rule.span("buffer_time").orElse(Duration.ofMinutes(15))) <= 0) {
      throw new RuleFault(
          "terms_window_size",
          rule.line("terms_window_size"),
          "longer than buffer_time is expected");
    }
    if (rule.has("query_key")) {
      draft.drop("group_by");
      draft.note("query_key", "not needed: every new value has a verdict of its own");
    }
    draft.note(
        rule.has("terms_window_size") ? "terms_window_size" : "type",
        "every run asks for all values of " + Span.text(known),
        "for a large index, run less often or shorten reference");
    int asked = 0;
    for (Value field : fields) {
      asked += ask(from, field, known, draft) ? 1 : 0;
    }
    if (asked == 0) {
      throw new RuleFault(from, rule.line(from), "a single field is expected at least once");
    }
    if (asked > 1) {
      draft.changed(from, "one watcher for each of the " + asked + " fields", "");
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

  private static boolean ask(String from, Value field, Duration known, Draft draft) {
    List<Value> parts = field.each();
    if (parts.size() != 1) {
      draft.lost(
          from,
          "line %d: new combinations of fields are not told".formatted(field.line()),
          "index a field that holds them together, and watch that");
      return false;
    }
    String name = Rule.text(from, parts.get(0));
    draft.ask(name, "new_term", Draft.json().put("field", name).put("reference", Span.text(known)));
    return true;
  }

  @Override
  public Windows window() {
    return Windows.BUFFER;
  }
}
