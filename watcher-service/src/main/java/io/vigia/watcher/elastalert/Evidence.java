package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keys, filter, and what an alert shows of the data. */
final class Evidence {

  private Evidence() {}

  static void carry(Rule rule, Draft draft) {
    keys(rule, draft);
    rule.value("filter")
        .ifPresent(
            filter -> {
              if (filter.isMapping() && filter.fields().isEmpty()) {
                return;
              }
              Clauses.read("filter", filter, draft).forEach(draft::narrow);
            });
    shown(rule, draft);
    link(rule, "kibana", draft);
    link(rule, "opensearch", draft);
  }

  private static void keys(Rule rule, Draft draft) {
    List<String> keys = rule.texts("query_key");
    if (!keys.isEmpty()) {
      ArrayNode fields = Draft.json().putArray("group_by");
      keys.forEach(fields::add);
      draft.set("group_by", "query_key", fields);
      draft.note(
          "query_key",
          "keys must be keyword fields; documents that lack one are not counted",
          "for a text field name its keyword field");
    }
    if (rule.flag("use_terms_query", false)) {
      draft.note("use_terms_query", "not needed: keys are always counted by the cluster");
    }
    rule.value("terms_size")
        .ifPresent(any -> draft.note("terms_size", "not needed: max_keys is 1000", ""));
    if (rule.flag("use_count_query", false)) {
      draft.note("use_count_query", "not needed: documents are always counted by the cluster");
    }
    rule.value("doc_type")
        .ifPresent(any -> draft.note("doc_type", "ignored: mapping types are gone"));
    rule.value("max_query_size")
        .ifPresent(any -> draft.note("max_query_size", "not needed: no documents are fetched"));
  }

  private static void shown(Rule rule, Draft draft) {
    List<String> include = rule.texts("include");
    if (!include.isEmpty() && !include.equals(List.of("*"))) {
      draft.changed(
          "include",
          "samples hold whole documents, not only " + String.join(", ", include),
          "samples.redact hides fields");
    }
    rule.value("top_count_keys")
        .ifPresent(
            any ->
                draft.changed(
                    "top_count_keys",
                    "an alert carries top values as far as the watcher groups or its template"
                        + " names fields",
                    ""));
    for (String field : List.of("top_count_number", "raw_count_keys")) {
      rule.value(field).ifPresent(any -> draft.lost(field, "goes with top_count_keys", ""));
    }
  }

  private static void link(Rule rule, String kind, Draft draft) {
    String flag = "generate_" + kind + "_discover_url";
    Optional<String> base = rule.text(kind + "_url");
    Optional<String> app = rule.text(kind + "_discover_app_url");
    Optional<String> view = rule.text(kind + "_discover_index_pattern_id");
    String columns =
        rule.texts(kind + "_discover_columns").stream().collect(Collectors.joining(","));
    String address = app.filter(url -> url.contains("://")).orElse(join(base, app));
    boolean wanted = rule.flag(flag, false);
    if (!wanted || address.isEmpty() || address.contains("$") || view.isEmpty()) {
      linkless(rule, kind, wanted, draft);
      return;
    }
    String link =
        "%s%s_g=(time:(from:'{{from}}',to:'{{to}}'))&_a=(columns:!(%s),index:'%s')"
            .formatted(
                Format.literal(address),
                address.substring(address.indexOf('#') + 1).contains("?") ? "&" : "?",
                columns.isEmpty() ? "_source" : columns,
                view.get());
    draft.set("link", flag, link);
    draft.changed(
        flag, "the link opens the window's time and the index pattern, without the filter", "");
  }

  private static void linkless(Rule rule, String kind, boolean wanted, Draft draft) {
    String why =
        wanted
            ? "no link is made: its address or its index pattern is not in the rule"
            : "no link is wanted";
    for (String field :
        List.of(
            "generate_" + kind + "_discover_url",
            kind + "_url",
            kind + "_discover_app_url",
            kind + "_discover_index_pattern_id",
            kind + "_discover_columns")) {
      if (rule.fields().contains(field)) {
        draft.lost(field, why, "set link");
      }
    }
  }

  private static String join(Optional<String> base, Optional<String> app) {
    return base.isEmpty() || app.isEmpty()
        ? ""
        : base.get().replaceFirst("/+$", "") + "/" + app.get().replaceFirst("^/+", "");
  }
}
