package io.vigia.router.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.kit.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads receivers; the notifiers say which kinds of them there are. */
final class ReceiverMapper {

  private final ObjectMapper json;
  private final Map<String, IntegrationType> types;

  ReceiverMapper(ObjectMapper json, List<IntegrationType> types) {
    this.json = json;
    this.types = types.stream().collect(Collectors.toMap(t -> t.type() + "_configs", t -> t));
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
      throw entries.fault(
          "'" + field + "' is not known; there are " + String.join(", ", types.keySet()));
    }
    // by position, so that what waits for a receiver survives a change of its settings
    long before = others.stream().filter(i -> i.type().equals(type.type())).count();
    var found = new ArrayList<Integration>();
    for (YamlNode entry : entries.items()) {
      YamlNode resolved = entry.fields().get("send_resolved");
      Object settings = entry.without("send_resolved").bind(json, type.settings());
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
}
