package io.vigia.router.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.kit.yaml.Durations;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.router.http.HttpSettings;
import io.vigia.router.http.TlsSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code global}: what receivers have unless they say otherwise.
 *
 * @param resolveTimeout how long an alert posted without an end keeps firing
 * @param values the other fields, by their names
 */
record Global(Optional<Duration> resolveTimeout, Map<String, JsonNode> values) {

  static final Global NONE = new Global(Optional.empty(), Map.of());

  /** Those of Alertmanager, with those of receivers that are not here: they harm nobody. */
  private static final Set<String> FIELDS =
      Set.of(
          "resolve_timeout",
          "http_config",
          "smtp_from",
          "smtp_hello",
          "smtp_smarthost",
          "smtp_auth_username",
          "smtp_auth_password",
          "smtp_auth_password_file",
          "smtp_auth_secret",
          "smtp_auth_secret_file",
          "smtp_auth_identity",
          "smtp_require_tls",
          "smtp_tls_config",
          "slack_api_url",
          "slack_api_url_file",
          "slack_app_token",
          "slack_app_token_file",
          "slack_app_url",
          "pagerduty_url",
          "opsgenie_api_url",
          "opsgenie_api_key",
          "opsgenie_api_key_file",
          "telegram_api_url",
          "telegram_bot_token",
          "telegram_bot_token_file",
          "webex_api_url",
          "rocketchat_api_url",
          "rocketchat_token",
          "rocketchat_token_file",
          "rocketchat_token_id",
          "rocketchat_token_id_file",
          "mattermost_webhook_url",
          "mattermost_webhook_url_file",
          "jira_api_url",
          "victorops_api_url",
          "victorops_api_key",
          "victorops_api_key_file",
          "wechat_api_url",
          "wechat_api_secret",
          "wechat_api_secret_file",
          "wechat_api_corp_id");

  Global {
    values = Map.copyOf(values);
  }

  static Global read(@Nullable YamlNode node, ObjectMapper json) {
    if (node == null || node.isEmpty()) {
      return NONE;
    }
    var fields = node.stated(FIELDS);
    fields.forEach(
        (name, value) -> {
          String inline = stem(name);
          if (!inline.equals(name) && fields.containsKey(inline)) {
            throw value.fault(name + ": " + inline + " stands here as well; one of them is enough");
          }
        });
    check(fields.get("http_config"), HttpSettings.class, json);
    check(fields.get("smtp_tls_config"), TlsSettings.class, json);
    YamlNode timeout = fields.remove("resolve_timeout");
    var values = new HashMap<String, JsonNode>();
    fields.forEach((name, value) -> values.put(name, value.json()));
    return new Global(
        Optional.ofNullable(timeout).map(value -> value.checked(Durations::parse)), values);
  }

  private static void check(@Nullable YamlNode node, Class<?> type, ObjectMapper json) {
    if (node != null) {
      node.bind(json, type);
    }
  }

  /**
   * What an entry takes from here.
   *
   * @param own fields that the entry has; with one of {@code url} and {@code url_file} the other
   *     counts as said
   * @param names of fields here to fields of the entry
   */
  Map<String, JsonNode> forEntry(Set<String> own, Map<String, String> names) {
    var taken = new HashMap<String, JsonNode>();
    names.forEach(
        (global, field) -> {
          String stem = stem(field);
          if (values.containsKey(global) && own.stream().noneMatch(f -> stem(f).equals(stem))) {
            taken.put(field, values.get(global));
          }
        });
    return taken;
  }

  private static String stem(String field) {
    return field.endsWith("_file") ? field.substring(0, field.length() - "_file".length()) : field;
  }
}
