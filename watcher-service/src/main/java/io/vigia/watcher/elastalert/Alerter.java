package io.vigia.watcher.elastalert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of {@code alert}: its type, and the options that stand below it; the others stand in
 * the rule.
 */
final class Alerter {

  private final Rule rule;
  private final String type;
  private final Map<String, Value> own;

  private Alerter(Rule rule, String type, Map<String, Value> own) {
    this.rule = rule;
    this.type = type;
    this.own = own;
  }

  static List<Alerter> of(Rule rule) {
    var alerters = new ArrayList<Alerter>();
    rule.value("alert")
        .ifPresent(
            alert -> {
              for (Value each : alert.each()) {
                if (each.isMapping()) {
                  each.fields()
                      .forEach(
                          (type, options) ->
                              alerters.add(new Alerter(rule, type, options.fields())));
                } else {
                  alerters.add(new Alerter(rule, Rule.text("alert", each), Map.of()));
                }
              }
            });
    return alerters;
  }

  String type() {
    return type.toLowerCase(Locale.ROOT);
  }

  Rule rule() {
    return rule;
  }

  Optional<Value> option(String name) {
    Optional<Value> above = rule.value(name);
    Value here = own.get(name);
    return here == null || here.json().isNull() ? above : Optional.of(here);
  }

  /** One text or several. */
  List<String> texts(String name) {
    return option(name)
        .map(value -> value.each().stream().map(each -> Rule.text(name, each)).toList())
        .orElse(List.of());
  }

  /** Options that are there and whose names begin so. */
  Set<String> options(List<String> prefixes) {
    var found = new LinkedHashSet<String>(own.keySet());
    rule.fields().stream()
        .filter(field -> prefixes.stream().anyMatch(field::startsWith))
        .forEach(found::add);
    return found;
  }

  /** Fields of an option that holds fields. */
  Map<String, Value> fields(String name) {
    Optional<Value> value = option(name);
    value
        .filter(v -> !v.isMapping())
        .ifPresent(
            v -> {
              throw Rule.wrong(name, v, "names and values");
            });
    return value.map(Value::fields).orElseGet(LinkedHashMap::new);
  }
}
