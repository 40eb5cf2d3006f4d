package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vigia.kit.problem.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Thresholds as people write them beside a definition. */
final class Thresholds {

  private Thresholds() {}

  /**
   * @param written such as {@code above:1,2,5}
   * @return the values by their parameter
   */
  static Map<String, List<JsonNode>> of(List<String> written) {
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
