package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.kit.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The built-in templates without a container, and short ways to ask them. */
final class BuiltInTemplates {

  static final Window WINDOW =
      new Window(
          "@timestamp",
          Instant.parse("2026-01-01T11:55:00Z"),
          Instant.parse("2026-01-01T12:00:00Z"));

  private static final ObjectMapper JSON = new ObjectMapper();

  private BuiltInTemplates() {}

  static BuiltInTemplateSource source() {
    return new BuiltInTemplateSource(
        List.of(
            new Spike(), new NewTerm(), new UniqueTermsMissing(), new Freshness(), new Query()));
  }

  static TemplateStore store() {
    try {
      return new TemplateStore(source());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Template named(String name) {
    return store().find("anyone", name).orElseThrow();
  }

  /** Reads answers to the cells, in JSON with single quotes, the first of them to the only one. */
  static List<Finding> read(String template, String parameters, Map<String, String> answers) {
    var buckets = new LinkedHashMap<String, JsonNode>();
    answers.forEach((cell, answer) -> buckets.put(cell, json(answer)));
    return named(template).read(yaml(parameters), new Buckets(buckets), WINDOW);
  }

  static Reading read(String template, String parameters, String answer) {
    return read(template, parameters, Map.of(Cell.ONLY, answer)).get(0).reading();
  }

  static JsonNode yaml(String text) {
    return YamlNode.parse("test", text).json();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
