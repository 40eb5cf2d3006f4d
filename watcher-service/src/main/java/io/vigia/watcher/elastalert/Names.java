package io.vigia.watcher.elastalert;

import java.util.Optional;
import java.util.Set;

/**
 * What ElastAlert calls things in its texts, and what they are called here. There, a text may name
 * any field of the document that matched; here, an alert is about a window, so only its keys, its
 * value and its times have names.
 */
final class Names {

  private static final Set<String> COUNTS =
      Set.of("num_hits", "num_matches", "metric_agg_value", "spike_count", "cardinality", "count");
  private static final Set<String> LINKS =
      Set.of("kibana_discover_url", "opensearch_discover_url", "kibana_link");

  /** Never copied into a text, even though a rule could name them. */
  private static final String SECRET = "(?i).*(pass|token|secret|api_?key|auth|bearer|webhook).*";

  private final Rule rule;
  private final Draft draft;
  private final String timestamp;

  Names(Rule rule, Draft draft) {
    this.rule = rule;
    this.draft = draft;
    this.timestamp = rule.text("timestamp_field").orElse("@timestamp");
  }

  /**
   * The fact or the text for a name; what has none is replaced by a hint and reported.
   *
   * @param field of the rule, in which the name stands
   */
  String of(String field, String name) {
    return known(field, name.strip())
        .orElseGet(
            () -> {
              draft.changed(
                  field,
                  "'"
                      + name.strip()
                      + "' is a field of one document: a text here can only name the keys, the"
                      + " value and the times of a window",
                  "the samples of the alert hold the documents; group_by the field to name it");
              return "(" + name.strip().replace("{", "").replace("}", "") + ": see samples)";
            });
  }

  private Optional<String> known(String field, String name) {
    if (rule.texts("query_key").contains(name)) {
      return Optional.of("{{key." + name + "}}");
    }
    if (name.equals("key") && rule.texts("query_key").size() == 1) {
      return Optional.of("{{key." + rule.texts("query_key").get(0) + "}}");
    }
    if (name.equals("name") || name.equals("rule_name")) {
      return Optional.of("{{watcher}}");
    }
    if (name.equals("percentage") || name.equals("percentage_formatted")) {
      draft.changed(field, "'" + name + "' becomes {{value}}, a ratio: 0.05 is 5 %", "");
      return Optional.of("{{value}}");
    }
    if (COUNTS.contains(name) || name.startsWith("metric_")) {
      draft.note(field, "'" + name + "' becomes {{value}}: what the watcher measured");
      return Optional.of("{{value}}");
    }
    if (name.equals(timestamp) || name.equals("@timestamp")) {
      draft.changed(
          field, "'" + name + "' becomes {{to}}: the end of the window, not of a document", "");
      return Optional.of("{{to}}");
    }
    if (LINKS.contains(name)) {
      return Optional.of("{{link}}");
    }
    return property(name);
  }

  /** A field of the rule itself, as text. */
  private Optional<String> property(String name) {
    if (!rule.fields().contains(name) || name.matches(SECRET)) {
      return Optional.empty();
    }
    return rule.value(name)
        .filter(value -> value.json().isValueNode())
        .map(value -> Format.literal(value.json().asText()));
  }
}
