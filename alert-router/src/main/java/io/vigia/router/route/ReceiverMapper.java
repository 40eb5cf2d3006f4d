package io.vigia.router.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.router.http.HttpSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads receivers; the notifiers say which kinds of them there are. */
final class ReceiverMapper {

  private static final String INTERVAL = "alert_interval_minutes";
  private static final String COUNT = "min_failure_count";
  private static final String HTTP = "http_config";

  /** Alertmanager's that are left to others. */
  private static final Set<String> NOT_HERE =
      Set.of(
          "sns_configs",
          "victorops_configs",
          "wechat_configs",
          "jira_configs",
          "incidentio_configs",
          "rocketchat_configs",
          "mattermost_configs");

  private final ObjectMapper json;
  private final Global global;
  private final Map<String, IntegrationType> types;

  /**
   * @param json that reads templates and files as well
   */
  ReceiverMapper(ObjectMapper json, Global global, List<IntegrationType> types) {
    this.json = json;
    this.global = global;
    this.types =
        types.stream()
            .collect(
                Collectors.toMap(t -> t.type() + "_configs", t -> t, (a, b) -> a, TreeMap::new));
  }

  /** Adds those of a list; receivers of the same name add up. */
  void read(@Nullable YamlNode list, Map<String, List<Integration>> receivers) {
    if (list == null) {
      return;
    }
    for (YamlNode item : list.items()) {
      var fields = item.fields();
      YamlNode name = fields.remove("name");
      if (name == null || name.isNothing()) {
        throw item.fault("a receiver needs a name");
      }
      fields.keySet().removeAll(TermsMapper.FIELDS);
      var integrations = new ArrayList<>(receivers.getOrDefault(name.text(), List.of()));
      fields.forEach(
          (field, entries) -> integrations.addAll(integrations(field, entries, integrations)));
      receivers.put(name.text(), List.copyOf(integrations));
    }
  }

  private List<Integration> integrations(String field, YamlNode entries, List<Integration> others) {
    IntegrationType type = types.get(field);
    if (type == null) {
      String there = "; there are " + String.join(", ", types.keySet());
      throw entries.fault(
          NOT_HERE.contains(field)
              ? "'" + field + "': Vigía has no such receiver, a webhook may stand in for it" + there
              : "'" + field + "' is not known" + there);
    }
    // by position, so that what waits for a receiver survives a change of its settings
    long before = others.stream().filter(i -> i.type().equals(type.type())).count();
    var found = new ArrayList<Integration>();
    for (YamlNode entry : entries.isNothing() ? List.<YamlNode>of() : entries.items()) {
      Map<String, YamlNode> stated = entry.stated();
      YamlNode resolved = stated.get("send_resolved");
      Terms terms = throttle(stated, type.terms());
      Object settings =
          entry
              .without("send_resolved")
              .without(INTERVAL)
              .without(COUNT)
              .bind(json, type.settings(), global.forEntry(stated.keySet(), globals(type)));
      String name = type.type() + "-" + (before + found.size());
      found.add(
          new Integration(
              type.type(),
              name,
              settings,
              resolved == null ? type.sendsResolved() : resolved.bool(),
              type.isForPeople(),
              terms));
    }
    return found;
  }

  private static Terms throttle(Map<String, YamlNode> fields, Terms usual) {
    YamlNode interval = fields.get(INTERVAL);
    YamlNode count = fields.get(COUNT);
    return Terms.throttled(
        interval == null
            ? usual.alertInterval()
            : Duration.ofMinutes(interval.checked(text -> number(text, 0, 10_080))),
        count == null ? usual.minFailureCount() : count.checked(text -> number(text, 1, 1_000)));
  }

  private static int number(String text, int least, int most) {
    if (!text.matches("[0-9]{1,9}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException(
          "'" + text + "' is no whole number from " + least + " to " + most);
    }
    return Integer.parseInt(text);
  }

  private static Map<String, String> globals(IntegrationType type) {
    var names = new HashMap<>(type.globals());
    boolean hasHttp =
        type.settings().isRecord()
            && Stream.of(type.settings().getRecordComponents())
                .anyMatch(c -> c.getType() == HttpSettings.class);
    if (hasHttp) {
      names.put(HTTP, HTTP);
    }
    return names;
  }
}
