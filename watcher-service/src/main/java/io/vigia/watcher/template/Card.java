package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What people and forms need to know of a template.
 *
 * @param name in definitions, such as {@code avg_threshold}
 * @param help by language, {@code en} and {@code es} at least
 * @param parameters a JSON Schema (2020-12) of an object. A property with {@code x-field} ({@code
 *     numeric}, {@code keyword}, {@code date} or {@code any}) names a field of the index; one with
 *     {@code x-threshold: true} is a limit that a backtest may vary
 * @param example parameters that pass the schema
 */
public record Card(String name, Map<String, String> help, JsonNode parameters, JsonNode example) {

  public Card {
    if (name == null || !name.matches("[a-z][a-z0-9_]{0,63}")) {
      throw new IllegalArgumentException(
          "name: lower-case letters, digits and _ are expected, beginning with a letter");
    }
    help = help == null ? Map.of() : Map.copyOf(help);
    if (!help.containsKey("en")) {
      throw new IllegalArgumentException("help: at least en is needed");
    }
    if (parameters == null || !parameters.isObject()) {
      throw new IllegalArgumentException("parameters: a JSON Schema is expected");
    }
    if (example == null || !example.isObject()) {
      throw new IllegalArgumentException("example: the parameters of an example are expected");
    }
  }
}
