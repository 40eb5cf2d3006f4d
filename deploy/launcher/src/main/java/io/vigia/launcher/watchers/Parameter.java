package io.vigia.launcher.watchers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A parameter of a template, as its schema describes it.
 *
 * @param types of JSON Schema that it may have; empty when any will do
 * @param field the kind of field that it names; empty when it names none
 * @param required whether the template needs it whatever else there is
 * @param example what the example says; missing when it does not have it
 */
record Parameter(
    String name,
    Set<String> types,
    String field,
    String description,
    boolean required,
    JsonNode example) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Parameter> of(JsonNode template) {
    JsonNode schema = template.path("parameters");
    var required = new HashSet<String>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    var parameters = new ArrayList<Parameter>();
    for (var property : schema.path("properties").properties()) {
      JsonNode about = property.getValue();
      var types = new HashSet<String>();
      if (about.path("type").isArray()) {
        about.path("type").forEach(type -> types.add(type.asText()));
      } else if (about.has("type")) {
        types.add(about.path("type").asText());
      }
      parameters.add(
          new Parameter(
              property.getKey(),
              types,
              about.path("x-field").asText(about.path("items").path("x-field").asText("")),
              about.path("description").asText(""),
              required.contains(property.getKey()),
              template.path("example").path(property.getKey())));
    }
    return parameters;
  }

  /** What an empty answer means. */
  String suggestion() {
    if (example.isMissingNode()) {
      return "";
    }
    if (example.isArray()) {
      var texts = new ArrayList<String>();
      example.forEach(item -> texts.add(item.isTextual() ? item.asText() : item.toString()));
      return String.join(", ", texts);
    }
    return example.isTextual() ? example.asText() : example.toString();
  }

  /**
   * What was typed, as JSON.
   *
   * @throws IllegalArgumentException with what would be right
   */
  JsonNode value(String typed) {
    if (typed.startsWith("{") || typed.startsWith("[")) {
      return json(typed);
    }
    if (types.contains("array") && !types.contains("string")) {
      var list = JsonNodeFactory.instance.arrayNode();
      for (String item : typed.split(",")) {
        list.add(scalar(item.strip()));
      }
      return list;
    }
    boolean number = types.contains("number") || types.contains("integer");
    boolean text = types.isEmpty() || types.contains("string");
    if (types.contains("boolean") && (typed.equals("true") || typed.equals("false"))) {
      return BooleanNode.valueOf(typed.equals("true"));
    }
    return number && !(text && !isNumber(typed)) ? number(typed) : TextNode.valueOf(typed);
  }

  /**
   * @throws IllegalArgumentException with what is wrong and where
   */
  static JsonNode json(String typed) {
    try {
      return JSON.readTree(typed);
    } catch (JsonProcessingException e) {
      int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
      String what = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
      throw new IllegalArgumentException("JSON, column " + column + ": " + what, e);
    }
  }

  private static JsonNode scalar(String item) {
    return isNumber(item) ? number(item) : TextNode.valueOf(item);
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  }

  private static JsonNode number(String text) {
    return isNumber(text)
        ? JsonNodeFactory.instance.numberNode(new BigDecimal(text))
        : TextNode.valueOf(text);
  }
}
