package io.vigia.watcher.elastalert;

import java.util.List;
import java.util.Map;

/** Where the documents are: cluster, index, time field. */
final class Place {

  private static final List<String> CONNECTION =
      List.of(
          "es_port",
          "es_hosts",
          "use_ssl",
          "verify_certs",
          "ssl_show_warn",
          "es_username",
          "es_password",
          "es_bearer",
          "es_api_key",
          "es_url_prefix",
          "es_send_get_body_as",
          "es_conn_timeout",
          "ca_certs",
          "client_cert",
          "client_key",
          "aws_region",
          "profile",
          "boto_profile");

  private Place() {}

  /**
   * @param clusters which host is which configured cluster
   */
  static void carry(Rule rule, Map<String, String> clusters, Draft draft) {
    index(rule, draft);
    cluster(rule, clusters, draft);
    rule.text("timestamp_field")
        .filter(field -> !field.equals("@timestamp"))
        .ifPresent(field -> draft.set("timestamp", "timestamp_field", field));
    String form = rule.text("timestamp_type").orElse("iso");
    if (!form.equals("iso")) {
      draft.changed(
          "timestamp_type",
          "'"
              + form
              + "' is not needed when the field is mapped as a date; numbers that are not"
              + " cannot be asked for by time",
          "map the field as date (format epoch_second for unix, epoch_millis for unix_ms)");
    }
  }

  private static void index(Rule rule, Draft draft) {
    String written = rule.requiredText("index");
    String index =
        written.replaceAll("\\s*,\\s*", ",").replaceAll("%[A-Za-z](?:[^%,]*%[A-Za-z])*", "*");
    draft.set("index", "index", index);
    boolean dated = rule.flag("use_strftime_index", false);
    if (!index.equals(written)) {
      draft.note(
          "index",
          "'"
              + written
              + "' becomes '"
              + index
              + "'; the cluster itself skips indices outside the"
              + " window");
    }
    if (dated) {
      draft.note("use_strftime_index", "not needed: a wildcard stands for the dates");
    }
    rule.value("search_extra_index")
        .ifPresent(any -> draft.note("search_extra_index", "not needed: all dates are searched"));
  }

  private static void cluster(Rule rule, Map<String, String> clusters, Draft draft) {
    String host = rule.text("es_host").orElse("");
    String cluster = clusters.getOrDefault(host, clusters.get("*"));
    if (cluster != null) {
      draft.set("cluster", "es_host", cluster);
    } else if (rule.fields().contains("es_host")) {
      draft.changed(
          "es_host",
          "'" + host + "' becomes the cluster 'default'",
          "configure a cluster with that address, and import with clusters: {\""
              + host
              + "\": \"its name\"}");
    }
    for (String field : CONNECTION) {
      if (rule.value(field).isPresent() && rule.fields().contains(field)) {
        draft.changed(
            field, "belongs to a cluster, not to a watcher", "configure it with the cluster");
      }
    }
  }
}
