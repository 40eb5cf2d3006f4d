package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON with {@code {{…}}} in its texts and field names, and what becomes of it when they are filled
 * in. A text that is one blank takes the value as it is, number or object; within a longer text it
 * is written. What holds a blank that has no value goes: the field or list item, and whatever has
 * nothing left in it then. A list item of the two fields {@code each} and {@code put} stands for as
 * many items as {@code each} has values, which {@code put} calls {@code {{each.key}}} and {@code
 * {{each.value}}}.
 */
final class Blanks {

  static final Pattern BLANK = Pattern.compile("\\{\\{\\s*([A-Za-z_][\\w.]*)\\s*}}");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, JsonNode> values;

  private Blanks(Map<String, JsonNode> values) {
    this.values = values;
  }

  /** The form filled in; empty when nothing of it is left. */
  static Optional<JsonNode> fill(JsonNode form, Map<String, JsonNode> values) {
    return new Blanks(values).fill(form);
  }

  /** The text filled in; empty when one of its blanks has no value. */
  static Optional<String> text(String text, Map<String, JsonNode> values) {
    return new Blanks(values).text(text);
  }

  /** The names of the blanks in a text. */
  static Set<String> in(String text) {
    var names = new TreeSet<String>();
    BLANK.matcher(text).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  /** Whether a list item stands for several. */
  static boolean repeats(JsonNode item) {
    return item.isObject() && item.size() == 2 && item.has("each") && item.has("put");
  }

  private Optional<JsonNode> fill(JsonNode form) {
    if (form instanceof ObjectNode object) {
      return fields(object);
    }
    if (form instanceof ArrayNode array) {
      return items(array);
    }
    if (!form.isTextual()) {
      return Optional.of(form);
    }
    var blank = BLANK.matcher(form.asText());
    return blank.matches()
        ? Optional.ofNullable(values.get(blank.group(1)))
        : text(form.asText()).map(TextNode::valueOf);
  }

  private Optional<JsonNode> fields(ObjectNode form) {
    ObjectNode filled = JSON.objectNode();
    form.properties()
        .forEach(
            field ->
                text(field.getKey())
                    .ifPresent(
                        name ->
                            fill(field.getValue()).ifPresent(value -> filled.set(name, value))));
    return left(form, filled);
  }

  private Optional<JsonNode> items(ArrayNode form) {
    ArrayNode filled = JSON.arrayNode();
    for (JsonNode item : form) {
      if (repeats(item)) {
        fill(item.get("each")).ifPresent(all -> repeat(all, item.get("put"), filled));
      } else {
        fill(item).ifPresent(filled::add);
      }
    }
    return left(form, filled);
  }

  private void repeat(JsonNode all, JsonNode form, ArrayNode into) {
    var each = new LinkedHashMap<String, JsonNode>();
    if (all.isObject()) {
      all.properties().forEach(field -> each.put(field.getKey(), field.getValue()));
    } else {
      all.forEach(item -> each.put(String.valueOf(each.size()), item));
    }
    each.forEach(
        (key, value) -> {
          var own = new LinkedHashMap<>(values);
          own.put("each.key", TextNode.valueOf(key));
          own.put("each.value", value);
          fill(form, own).ifPresent(into::add);
        });
  }

  private static Optional<JsonNode> left(JsonNode form, JsonNode filled) {
    return filled.isEmpty() && !form.isEmpty() ? Optional.empty() : Optional.of(filled);
  }

  private Optional<String> text(String form) {
    if (!values.keySet().containsAll(in(form))) {
      return Optional.empty();
    }
    return Optional.of(
        BLANK.matcher(form).replaceAll(found -> Matcher.quoteReplacement(written(found.group(1)))));
  }

  private String written(String name) {
    JsonNode value = values.getOrDefault(name, JSON.missingNode());
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
