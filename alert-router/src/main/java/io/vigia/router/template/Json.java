package io.vigia.router.template;

import static java.util.Locale.ROOT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code toJson}: so that a template can write a document and not only a text. */
final class Json {

  private Json() {}

  private static final Set<String> PAIR = Set.of("Name", "Value");

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
      return object(named(fields.values()));
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

  /** Alertmanager's names in JSON: those of pairs alone stay as they are. */
  private static <T> Map<String, T> named(Map<String, T> values) {
    if (values.keySet().equals(PAIR)) {
      return values;
    }
    var named = new TreeMap<String, T>();
    values.forEach(
        (name, value) ->
            named.put(name.substring(0, 1).toLowerCase(ROOT) + name.substring(1), value));
    return named;
  }

  private static JsonNode object(Map<String, ?> values) {
    var object = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(values).forEach((name, value) -> object.set(name, node(value)));
    return object;
  }
}
