package io.vigia.router.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.router.route.RoutingMapper.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads routing files where no notifiers are at hand: receivers may be of any type, and their
 * settings are not looked at. All else is checked as by the router.
 */
public final class OfflineRoutingMapper {

  private static final String SUFFIX = "_configs";

  /** Those that hear of ends only if they say so. */
  private static final Set<String> FIRING_ONLY =
      Set.of("email", "slack", "whatsapp", "remediation");

  private record AnyType(String type) implements IntegrationType {
    @Override
    public Class<?> settings() {
      return JsonNode.class;
    }

    @Override
    public boolean sendsResolved() {
      return !FIRING_ONLY.contains(type);
    }
  }

  private OfflineRoutingMapper() {}

  /**
   * @param texts of files with receivers, by name
   * @throws YamlFault naming file and line
   */
  public static Routing read(String name, String text, Map<String, String> texts) {
    var parts = new ArrayList<Source>();
    texts.forEach((part, content) -> parts.add(new Source(part, content)));
    var types = new TreeSet<String>();
    addTypes(YamlNode.parse(name, text), types);
    parts.forEach(part -> addTypes(YamlNode.parse(part.name(), part.text()), types));
    List<IntegrationType> any = types.stream().<IntegrationType>map(AnyType::new).toList();
    return new RoutingMapper(new ObjectMapper(), any).read(new Source(name, text), parts);
  }

  /** For a test that the notifiers say the same. */
  static boolean sendsResolved(String type) {
    return new AnyType(type).sendsResolved();
  }

  private static void addTypes(YamlNode file, Set<String> types) {
    YamlNode receivers = file.fields().get("receivers");
    if (receivers == null || receivers.isEmpty()) {
      return;
    }
    for (YamlNode receiver : receivers.items()) {
      for (String field : receiver.fields().keySet()) {
        if (field.endsWith(SUFFIX)) {
          types.add(field.substring(0, field.length() - SUFFIX.length()));
        }
      }
    }
  }
}
