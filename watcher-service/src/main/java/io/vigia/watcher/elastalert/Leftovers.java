package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.vigia.watcher.elastalert.Report.Loss;
import java.util.Map;

/** Fields that become nothing in a definition, and the last look: nothing goes without a word. */
final class Leftovers {

  private record Word(Loss loss, String what, String todo) {}

  private static final String ROUTES =
      "group_wait, group_interval and group_by of the route do that";

  private static final Map<String, Word> WORDS =
      Map.ofEntries(
          note("aggregation", "the router groups alerts: " + ROUTES),
          note("aggregation_key", "the router groups alerts: " + ROUTES),
          note("aggregate_by_match_time", "the router groups by when it hears"),
          note("scan_entire_timeframe", "not needed: every run asks for its whole window"),
          note("_source_enabled", "not needed: values are aggregated, not read from documents"),
          note("query_timezone", "not needed: times are asked for in UTC"),
          note("use_local_time", "times are ISO-8601 in UTC; who shows them chooses the zone"),
          note("disable_rules_on_error", "a rule that cannot be answered is unknown, and goes on"),
          note("statsd_host", "metrics are scraped from /q/metrics"),
          note("statsd_instance_tag", "metrics are scraped from /q/metrics"),
          note("max_scrolling_count", "not needed: no documents are fetched"),
          note("max_scrolling", "not needed: no documents are fetched"),
          note("scroll_keepalive", "not needed: no documents are fetched"),
          note("max_threads", "runs have lanes per cluster"),
          note("misfire_grace_time", "late runs are made up for: no window is skipped"),
          note("replace_dots_in_field_names", "not needed"),
          lost("timestamp_format", "times are asked for as ISO-8601", "map the field as date"),
          lost("timestamp_format_expr", "no Python runs", "map the field as date"),
          lost("timestamp_to_datetime_format_expr", "no Python runs", "map the field as date"),
          lost("custom_pretty_ts_format", "times are ISO-8601", ""),
          lost("fields", "runtime fields are not added to samples", ""),
          lost("realert_key", "watchers do not share their repetitions", ""),
          lost("summary_table_fields", "no tables are made", "samples hold the documents"),
          lost("summary_table_type", "no tables are made", ""),
          lost("summary_table_max_rows", "no tables are made", ""),
          lost("summary_prefix", "no tables are made", ""),
          lost("summary_suffix", "no tables are made", ""),
          lost("match_enhancements", "no Python runs", "labels, annotations and routes may do it"),
          lost("run_enhancements_first", "no Python runs", ""),
          lost("pipeline", "no pipeline runs", ""),
          lost("generate_kibana_link", "gone since Kibana 4", "set link"),
          lost("use_kibana_dashboard", "no dashboards are made", "set link"),
          lost("use_kibana4_dashboard", "no dashboards are made", "set link"),
          lost("kibana4_start_timedelta", "a link opens the window", ""),
          lost("kibana4_end_timedelta", "a link opens the window", ""),
          lost("kibana_discover_from_timedelta", "a link opens the window", ""),
          lost("kibana_discover_to_timedelta", "a link opens the window", ""),
          lost("opensearch_discover_from_timedelta", "a link opens the window", ""),
          lost("opensearch_discover_to_timedelta", "a link opens the window", ""),
          note("kibana_discover_version", "the link has the form of 7 and later"),
          note("opensearch_discover_version", "the link has the form of 2 and later"),
          lost("shorten_kibana_discover_url", "links are not shortened", ""),
          lost("kibana_discover_security_tenant", "not in the link", "add it to link"),
          lost("kibana_username", "Kibana is never called", ""),
          lost("kibana_password", "Kibana is never called", ""),
          lost("kibana_verify_certs", "Kibana is never called", ""),
          lost("notify_email", "trouble of the suite itself is an alert like others", "route it"));

  private Leftovers() {}

  static void carry(Rule rule, Draft draft) {
    if (rule.has("import")) {
      draft.lost(
          "import",
          "its file is not read; the watcher is not enabled, since a filter may be missing",
          "write what it holds into the rule, or complete the watcher and enable it");
      draft.set("enabled", "import", BooleanNode.FALSE);
    }
    for (String field : rule.unasked()) {
      Word word = WORDS.get(field);
      if (word == null) {
        draft.lost(
            field,
            "no option that this type of rule or its alerts use; it is not carried over",
            "look whether it is misspelt");
      } else if (word.loss == Loss.NOTE) {
        draft.note(field, word.what, word.todo);
      } else {
        draft.lost(field, word.what, word.todo);
      }
    }
  }

  private static Map.Entry<String, Word> note(String field, String what) {
    return Map.entry(field, new Word(Loss.NOTE, what, ""));
  }

  private static Map.Entry<String, Word> lost(String field, String what, String todo) {
    return Map.entry(field, new Word(Loss.LOST, what, todo));
  }
}
