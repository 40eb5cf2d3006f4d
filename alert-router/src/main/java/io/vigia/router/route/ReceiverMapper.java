package io.vigia.router.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.router.http.HttpSettings;
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
      if (name == null) {
        throw item.fault("a receiver needs a name");
      }
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
    for (YamlNode entry : entries.items()) {
      YamlNode resolved = entry.fields().get("send_resolved");
      Object settings =
          entry
              .without("send_resolved")
              .bind(json, type.settings(), global.forEntry(entry.fields().keySet(), globals(type)));
      String name = type.type() + "-" + (before + found.size());
      found.add(
          new Integration(
              type.type(),
              name,
              settings,
              resolved == null ? type.sendsResolved() : resolved.bool()));
    }
    return found;
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
