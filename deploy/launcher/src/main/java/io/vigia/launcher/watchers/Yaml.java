package io.vigia.launcher.watchers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** JSON as people rather read it. */
final class Yaml {

  /** Texts that mean nothing else in YAML. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][\\w ./*+-]*[\\w*/]|[A-Za-z]");

  private static final Pattern WORD = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");

  private Yaml() {}

  static String of(JsonNode node) {
    var text = new StringBuilder();
    if (node.isObject()) {
      object(text, node, 0);
    } else if (node.isArray() && !node.isEmpty()) {
      list(text, node, 0);
    } else {
      text.append(scalar(node)).append('\n');
    }
    return text.toString();
  }

  private static void object(StringBuilder text, JsonNode node, int depth) {
    boolean first = true;
    for (var field : node.properties()) {
      if (!first) {
        text.append("  ".repeat(depth));
      }
      first = false;
      text.append(word(field.getKey())).append(':');
      value(text, field.getValue(), depth);
    }
  }

  private static void value(StringBuilder text, JsonNode value, int depth) {
    if (value.isObject() && !value.isEmpty()) {
      text.append('\n').append("  ".repeat(depth + 1));
      object(text, value, depth + 1);
    } else if (value.isArray() && !value.isEmpty() && value.get(0).isContainerNode()) {
      text.append('\n').append("  ".repeat(depth + 1));
      list(text, value, depth + 1);
    } else {
      text.append(' ').append(scalar(value)).append('\n');
    }
  }

  private static void list(StringBuilder text, JsonNode list, int depth) {
    boolean first = true;
    for (JsonNode item : list) {
      if (!first) {
        text.append("  ".repeat(depth));
      }
      first = false;
      text.append("- ");
      if (item.isObject() && !item.isEmpty()) {
        object(text, item, depth + 1);
      } else {
        text.append(scalar(item)).append('\n');
      }
    }
  }

  private static String scalar(JsonNode value) {
    if (value.isTextual()) {
      return word(value.asText());
    }
    if (value.isArray()) {
      var items = new StringBuilder("[");
      value.forEach(item -> items.append(items.length() > 1 ? ", " : "").append(scalar(item)));
      return items.append(']').toString();
    }
    return value.toString();
  }

  private static String word(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORD.matcher(text).matches();
    return plain ? text : com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
  }
}
