package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.watcher.watch.Definition;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what is sent: a definition in JSON or YAML, and thresholds as people write them. */
@ApplicationScoped
class OrderMapper {

  private final ObjectMapper json;

  OrderMapper(ObjectMapper json) {
    this.json = json;
  }

  Definition definition(String yaml) {
    try {
      return YamlNode.parse("definition", yaml).bind(json, Definition.class);
    } catch (YamlFault e) {
      throw Refusal.invalid("definition", String.valueOf(e.getMessage()));
    }
  }

  <T> T json(String text, Class<T> type) throws JsonProcessingException {
    return json.readValue(text, type);
  }

  /**
   * @param written such as {@code above:1,2,5}
   */
  Map<String, List<JsonNode>> thresholds(List<String> written) {
    var thresholds = new LinkedHashMap<String, List<JsonNode>>();
    for (String each : written) {
      int colon = each.indexOf(':');
      if (colon < 1) {
        throw Refusal.invalid("threshold", "'" + each + "' is not of the form above:1,2,5");
      }
      var values = new ArrayList<JsonNode>();
      for (String value : each.substring(colon + 1).split(",")) {
        values.add(value(value.trim()));
      }
      thresholds.put(each.substring(0, colon), values);
    }
    return thresholds;
  }

  private static JsonNode value(String text) {
    try {
      return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return TextNode.valueOf(text);
    }
  }
}
