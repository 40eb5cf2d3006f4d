package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Definitions as YAML that people go on editing. */
final class DefinitionYaml {

  private DefinitionYaml() {}

  static String of(List<ObjectNode> definitions) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndent(2);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setWidth(120);
    options.setSplitLines(false);
    var yaml = new Yaml(options);
    return definitions.stream()
        .map(definition -> yaml.dump(plain(definition)))
        .collect(Collectors.joining("---\n"));
  }

  private static @Nullable Object plain(JsonNode value) {
    if (value.isObject()) {
      var fields = new LinkedHashMap<String, @Nullable Object>();
      value.properties().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
      return fields;
    }
    if (value.isArray()) {
      var items = new ArrayList<@Nullable Object>();
      value.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (value.isNumber()) {
      return value.numberValue();
    }
    return value.isBoolean()
        ? (Object) value.booleanValue()
        : value.isNull() ? null : value.asText();
  }
}
