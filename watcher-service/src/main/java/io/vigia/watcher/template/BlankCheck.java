package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.kit.yaml.YamlNode;
import java.util.Set;
import java.util.TreeSet;

/** Complains about blanks that name no parameter. */
final class BlankCheck {

  private static final Set<String> OF_SENTENCES = Set.of("value", "limit");
  private static final Set<String> OF_REPETITIONS = Set.of("each.key", "each.value");

  private final Set<String> parameters = new TreeSet<>();
  private final Set<String> alwaysThere = new TreeSet<>();
  private final Set<String> numbers = new TreeSet<>();

  BlankCheck(Card card) {
    JsonNode schema = card.parameters();
    for (var property : schema.path("properties").properties()) {
      parameters.add(property.getKey());
      if (property.getValue().has("default")) {
        alwaysThere.add(property.getKey());
      }
      String type = property.getValue().path("type").asText();
      if (type.equals("number") || type.equals("integer")) {
        numbers.add(property.getKey());
      }
    }
    schema.path("required").forEach(name -> alwaysThere.add(name.asText()));
  }

  /** All that is in it. */
  void check(YamlNode node) {
    walk(node, Set.of());
  }

  /** A sentence may name more, and what is not there. */
  void checkSentence(YamlNode text) {
    text(text, text.text(), OF_SENTENCES);
  }

  /** Where a number is needed. */
  void checkNumber(YamlNode text) {
    text(text, text.text(), Set.of());
    for (String name : Blanks.in(text.text())) {
      if (!numbers.contains(parameter(name))) {
        throw text.fault(
            "{{%s}} must be a number here; let its type be number or integer".formatted(name));
      }
    }
  }

  /** Where a number is needed and nothing can be left out. */
  void checkNumberAlwaysThere(YamlNode text) {
    checkNumber(text);
    Blanks.in(text.text()).stream()
        .map(BlankCheck::parameter)
        .filter(name -> !alwaysThere.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw text.fault(
                  "{{%s}} may be absent here; let the parameter be required, or have a default"
                      .formatted(name));
            });
  }

  private void walk(YamlNode node, Set<String> more) {
    JsonNode json = node.json();
    if (json.isObject()) {
      node.fields()
          .forEach(
              (name, value) -> {
                text(value, name, more);
                walk(value, more);
              });
    } else if (json.isArray()) {
      for (YamlNode item : node.items()) {
        if (Blanks.repeats(item.json())) {
          item.fields()
              .forEach((name, part) -> walk(part, name.equals("put") ? OF_REPETITIONS : more));
        } else {
          walk(item, more);
        }
      }
    } else {
      text(node, node.text(), more);
    }
  }

  private void text(YamlNode at, String text, Set<String> more) {
    for (String name : Blanks.in(text)) {
      if (!parameters.contains(parameter(name)) && !more.contains(name)) {
        throw at.fault(
            "{{%s}} names no parameter; there are %s"
                .formatted(name, String.join(", ", parameters)));
      }
    }
    if (Blanks.BLANK.matcher(text).replaceAll("").contains("{{")) {
      throw at.fault("'" + text + "' has a {{ that is no parameter: write {{name}}");
    }
  }

  private static String parameter(String blank) {
    return blank.startsWith("parameters.") ? blank.substring("parameters.".length()) : blank;
  }
}
