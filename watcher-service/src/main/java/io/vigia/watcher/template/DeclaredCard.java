package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.kit.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A card as people write it, in YAML: {@code name}, {@code help}, {@code parameters} and {@code
 * example}. The parameters are an object and no others are known, unless they say otherwise.
 */
final class DeclaredCard {

  static final Set<String> FIELDS = Set.of("name", "help", "parameters", "example");

  private DeclaredCard() {}

  /** A card in the source of a template. */
  static Card of(String text) {
    YamlNode card = YamlNode.parse("card", text);
    return of(card, card.fields(FIELDS));
  }

  /**
   * @param whole for complaints about what is not there
   * @param fields of it, perhaps others too
   * @throws io.vigia.kit.yaml.YamlFault naming file and line
   */
  static Card of(YamlNode whole, Map<String, YamlNode> fields) {
    var help = new LinkedHashMap<String, String>();
    required(whole, fields, "help")
        .fields()
        .forEach((tongue, text) -> help.put(tongue, text.text()));
    YamlNode example = required(whole, fields, "example");
    try {
      return new Card(
          required(whole, fields, "name").text(),
          help,
          schema(required(whole, fields, "parameters")),
          example.json());
    } catch (IllegalArgumentException e) {
      throw whole.fault(String.valueOf(e.getMessage()));
    }
  }

  static YamlNode required(YamlNode whole, Map<String, YamlNode> fields, String name) {
    YamlNode field = fields.get(name);
    if (field == null) {
      throw whole.fault("'" + name + "' is missing");
    }
    return field;
  }

  private static JsonNode schema(YamlNode parameters) {
    parameters.fields();
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.put("additionalProperties", false);
    schema.setAll((ObjectNode) parameters.json());
    YamlNode properties = parameters.fields().get("properties");
    if (properties != null) {
      properties.fields().forEach(DeclaredCard::property);
    }
    return schema;
  }

  private static void property(String name, YamlNode property) {
    property.fields();
    if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
      throw property.fault(
          "'"
              + name
              + "' is no name of a parameter: lower-case letters, digits and _ are expected");
    }
  }
}
