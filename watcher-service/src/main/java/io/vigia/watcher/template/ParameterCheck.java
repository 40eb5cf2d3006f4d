package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.vigia.kit.yaml.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Holds parameters against the JSON Schema of a card. */
final class ParameterCheck {

  private static final JsonMetaSchema LANGUAGE =
      JsonMetaSchema.builder(JsonMetaSchema.getV202012())
          .keyword(new NonValidationKeyword("x-field"))
          .keyword(new NonValidationKeyword("x-threshold"))
          .keyword(new NonValidationKeyword("x-query"))
          .keyword(new NonValidationKeyword("x-duration"))
          .build();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012, b -> b.metaSchema(LANGUAGE).enableSchemaCache(false));
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder().locale(Locale.ROOT).build();

  /** References lead elsewhere or in circles; patterns may take for ever on a text made for it. */
  private static final Set<String> FORBIDDEN =
      Set.of(
          "$ref", "$dynamicRef", "$schema", "$id", "$vocabulary", "pattern", "patternProperties");

  private ParameterCheck() {}

  static List<Fault> faults(Card card, JsonNode parameters) {
    if (!parameters.isObject()) {
      return List.of(new Fault("parameters", "names and values are expected"));
    }
    JsonSchema schema = SCHEMAS.getSchema(card.parameters(), CONFIG);
    var faults = new ArrayList<Fault>();
    var missing = new LinkedHashMap<String, Set<String>>();
    for (ValidationMessage message : schema.validate(parameters)) {
      String field = field(message.getInstanceLocation());
      if (message.getType().equals("required") && isOneOf(message.getEvaluationPath())) {
        missing.computeIfAbsent(field, f -> new TreeSet<>()).add(message.getProperty());
      } else {
        faults.add(fault(field, message, card));
      }
    }
    missing.forEach(
        (field, names) -> {
          faults.removeIf(f -> f.field().equals(field));
          faults.add(missing(field, names));
        });
    faults.addAll(durations(card, parameters));
    return faults;
  }

  /** What is wrong with a schema that is not ours. */
  static Optional<String> faultOfSchema(JsonNode schema) {
    Optional<String> forbidden = forbidden(schema);
    if (forbidden.isPresent()) {
      return forbidden.map(name -> "parameters: " + name + " is not taken here");
    }
    return SCHEMAS.getSchema(SchemaLocation.of(SchemaId.V202012), CONFIG).validate(schema).stream()
        .findFirst()
        .map(m -> field(m.getInstanceLocation()) + ": " + plain(m));
  }

  private static Optional<String> forbidden(JsonNode schema) {
    for (var field : schema.properties()) {
      if (FORBIDDEN.contains(field.getKey())) {
        return Optional.of(field.getKey());
      }
    }
    for (JsonNode inner : schema) {
      Optional<String> found = forbidden(inner);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Fault fault(String field, ValidationMessage message, Card card) {
    String at = message.getProperty() == null ? field : field + "." + message.getProperty();
    return switch (message.getType()) {
      case "required" -> new Fault(at, "is required");
      case "additionalProperties" ->
          new Fault(
              at,
              field.equals("parameters")
                  ? card.name() + " has no such parameter; it has " + names(card)
                  : "is not known here");
      case "dependentRequired" ->
          new Fault(
              field + "." + message.getArguments()[0],
              "is required beside " + message.getArguments()[1]);
      case "oneOf" -> new Fault(field, "only one is taken of " + named(message.getSchemaNode()));
      case "not" -> new Fault(field, "not taken together are " + named(message.getSchemaNode()));
      default -> new Fault(field, plain(message));
    };
  }

  private static Fault missing(String field, Set<String> names) {
    String first = names.iterator().next();
    return new Fault(
        field + "." + first,
        names.size() == 1 ? "is required" : "one of " + String.join(", ", names) + " is required");
  }

  private static List<Fault> durations(Card card, JsonNode parameters) {
    var faults = new ArrayList<Fault>();
    for (var property : card.parameters().path("properties").properties()) {
      JsonNode value = parameters.path(property.getKey());
      if (property.getValue().path("x-duration").asBoolean() && value.isTextual()) {
        try {
          Durations.parse(value.asText());
        } catch (IllegalArgumentException e) {
          faults.add(new Fault("parameters." + property.getKey(), String.valueOf(e.getMessage())));
        }
      }
    }
    return faults;
  }

  private static boolean isOneOf(JsonNodePath path) {
    return path.contains("anyOf") || path.contains("oneOf");
  }

  private static String field(JsonNodePath path) {
    var field = new StringBuilder("parameters");
    for (int i = 0; i < path.getNameCount(); i++) {
      Object element = path.getElement(i);
      field.append(element instanceof Integer n ? "[" + n + "]" : "." + element);
    }
    return field.toString();
  }

  /** What a part of a schema requires. */
  private static String named(JsonNode schema) {
    var names = new TreeSet<String>();
    schema.findValues("required").forEach(all -> all.forEach(name -> names.add(name.asText())));
    return String.join(", ", names);
  }

  /** The library's sentence, without the path at its head. */
  private static String plain(ValidationMessage message) {
    String text = message.getMessage();
    String path = message.getInstanceLocation() + ": ";
    return text.startsWith(path) ? text.substring(path.length()) : text;
  }

  private static String names(Card card) {
    var names = new TreeSet<String>();
    card.parameters().path("properties").fieldNames().forEachRemaining(names::add);
    return String.join(", ", names);
  }
}
