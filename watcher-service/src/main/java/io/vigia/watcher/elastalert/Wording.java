package io.vigia.watcher.elastalert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose a rule is, how grave, and what its alerts say. */
final class Wording {

  private Wording() {}

  static void carry(Rule rule, Draft draft) {
    rule.text("owner")
        .ifPresent(owner -> draft.add("labels", "owner", "owner", Format.literal(owner)));
    rule.text("category")
        .ifPresent(of -> draft.add("labels", "category", "category", Format.literal(of)));
    rule.text("description")
        .ifPresent(
            text -> draft.add("annotations", "description", "description", Format.literal(text)));
    rule.integer("priority").ifPresent(priority -> severity(priority, draft));
    texts(rule, draft);
  }

  private static void severity(long priority, Draft draft) {
    String severity = priority <= 1 ? "critical" : priority == 2 ? "warning" : "info";
    draft.set("severity", "priority", severity);
    draft.changed(
        "priority",
        priority + " is read as " + severity + "; ElastAlert gives priorities no meaning",
        "correct it where 1 is not the highest");
  }

  private static void texts(Rule rule, Draft draft) {
    var names = new Names(rule, draft);
    String type = rule.text("alert_text_type").orElse("");
    boolean jinja = type.equals("alert_text_jinja");
    text(rule, "alert_subject", jinja, names, draft)
        .ifPresent(text -> draft.add("annotations", "alert_subject", "subject", text));
    text(rule, "alert_text", jinja, names, draft)
        .ifPresent(text -> draft.add("annotations", "alert_text", "text", text));
    if (!type.isEmpty()) {
      draft.note(
          "alert_text_type",
          "'" + type + "' says what is sent with the text; here, receivers' templates say that");
    }
    rule.value("alert_missing_value")
        .ifPresent(
            any -> draft.lost("alert_missing_value", "names that have no value are empty", ""));
    rule.value("alert_subject_max_len")
        .ifPresent(any -> draft.lost("alert_subject_max_len", "nothing is cut", ""));
    rule.value("jinja_root_name")
        .filter(any -> !jinja)
        .ifPresent(any -> draft.note("jinja_root_name", "says nothing without Jinja"));
  }

  private static Optional<String> text(
      Rule rule, String field, boolean jinja, Names names, Draft draft) {
    Optional<String> text = rule.text(field);
    List<String> arguments = rule.texts(field + "_args");
    Map<String, String> named = named(rule, field + "_kw");
    if (text.isEmpty()) {
      if (!arguments.isEmpty() || !named.isEmpty()) {
        draft.lost(field + "_args", "there is no " + field + " to fill", "");
      }
      return Optional.empty();
    }
    var format = new Format(field, names, draft);
    if (jinja) {
      if (!arguments.isEmpty() || !named.isEmpty()) {
        draft.note(field + "_args", "says nothing in Jinja texts");
      }
      return Optional.of(format.jinja(text.get())).filter(filled -> !filled.isBlank());
    }
    if (arguments.isEmpty() && named.isEmpty()) {
      return Optional.of(Format.literal(text.get()));
    }
    return Optional.of(format.python(text.get(), arguments, named));
  }

  /** Names in the text to names of fields: the rule has them the other way round. */
  private static Map<String, String> named(Rule rule, String field) {
    var named = new HashMap<String, String>();
    rule.value(field)
        .ifPresent(
            value -> {
              if (!value.isMapping()) {
                throw Rule.wrong(field, value, "names of fields");
              }
              value.fields().forEach((of, name) -> named.put(Rule.text(field, name), of));
            });
    return named;
  }
}
