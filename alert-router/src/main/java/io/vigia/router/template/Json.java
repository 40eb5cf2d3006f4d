package io.vigia.router.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code toJson}: so that a template can write a document and not only a text. */
final class Json {

  private Json() {}

  static String write(@Nullable Object value) {
    return node(value).toString();
  }

  private static JsonNode node(@Nullable Object value) {
    var nodes = JsonNodeFactory.instance;
    if (value == null) {
      return nodes.nullNode();
    }
    if (value instanceof Boolean bool) {
      return nodes.booleanNode(bool);
    }
    if (value instanceof Long number) {
      return nodes.numberNode(number);
    }
    if (value instanceof Double number) {
      return nodes.numberNode(number);
    }
    if (value instanceof KeyValues pairs) {
      return object(pairs.values());
    }
    if (value instanceof Fields fields) {
      return object(fields.values());
    }
    List<?> items = Values.items(value);
    if (items != null) {
      var array = nodes.arrayNode();
      items.forEach(item -> array.add(node(item)));
      return array;
    }
    return nodes.textNode(
        value instanceof GoTime time
            ? GoLayout.format(time.time(), "2006-01-02T15:04:05.999999999Z07:00")
            : Values.text(value));
  }

  private static JsonNode object(Map<String, ?> values) {
    var object = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(values).forEach((name, value) -> object.set(name, node(value)));
    return object;
  }
}
