package io.vigia.watcher.elastalert;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a rule, by kind. It remembers which of them were asked for: what nobody asked for
 * ends in the report.
 */
final class Rule {

  private final String file;
  private final Value root;
  private final Map<String, Value> defaults;
  private final Set<String> asked = new HashSet<>();

  /**
   * @param defaults fields of ElastAlert's own configuration, which hold where the rule says
   *     nothing
   */
  Rule(String file, Value root, Map<String, Value> defaults) {
    this.file = file;
    this.root = root;
    this.defaults = Map.copyOf(defaults);
  }

  String file() {
    return file;
  }

  /** Its name, or the file's without ending. */
  String name() {
    return text("name")
        .filter(name -> !name.isBlank())
        .orElseGet(() -> file.replaceFirst("^.*/", "").replaceFirst("\\.[^.]*$", ""));
  }

  /** The line of a field, or null when it does not stand in the rule's own text. */
  @Nullable Integer line(String field) {
    Value value = root.fields().get(field);
    return value == null ? null : Integer.valueOf(value.line());
  }

  int line() {
    return root.line();
  }

  Set<String> asked() {
    return Set.copyOf(asked);
  }

  /** Fields of the rule that nobody asked for, and that say something. */
  Set<String> unasked() {
    var rest = new LinkedHashSet<>(root.fields().keySet());
    rest.removeAll(asked);
    return rest;
  }

  /** Fields of the rule itself, without its defaults. */
  Set<String> fields() {
    return root.fields().keySet();
  }

  boolean has(String field) {
    return value(field).isPresent();
  }

  /** The field, unless it is absent or empty. */
  Optional<Value> value(String field) {
    asked.add(field);
    Value own = root.fields().get(field);
    return Optional.ofNullable(own == null ? defaults.get(field) : own)
        .filter(value -> !value.json().isNull());
  }

  Value required(String field) {
    return value(field).orElseThrow(() -> missing(field));
  }

  RuleFault missing(String field) {
    return new RuleFault(field, line(), "is required for this type of rule");
  }

  /** A single value, as text. */
  Optional<String> text(String field) {
    return value(field).map(value -> text(field, value));
  }

  String requiredText(String field) {
    return text(field, required(field));
  }

  /** One text or several. */
  List<String> texts(String field) {
    return value(field)
        .map(value -> value.each().stream().map(item -> text(field, item)).toList())
        .orElse(List.of());
  }

  Optional<Double> number(String field) {
    return value(field)
        .map(
            value -> {
              if (!value.json().isNumber()) {
                throw wrong(field, value, "a number");
              }
              return value.json().asDouble();
            });
  }

  Optional<Long> integer(String field) {
    return value(field)
        .map(
            value -> {
              if (!value.json().isIntegralNumber() || !value.json().canConvertToLong()) {
                throw wrong(field, value, "a whole number");
              }
              return value.json().asLong();
            });
  }

  boolean flag(String field, boolean absent) {
    return value(field).map(value -> flag(field, value)).orElse(absent);
  }

  /** A time such as {@code {hours: 1, minutes: 30}}. */
  Optional<Duration> span(String field) {
    return value(field).map(value -> Span.read(field, value));
  }

  Duration requiredSpan(String field) {
    return Span.read(field, required(field));
  }

  static RuleFault wrong(String field, Value value, String expected) {
    return new RuleFault(
        field, value.line(), expected + " is expected, " + value.kind() + " stands there");
  }

  static String text(String field, Value value) {
    if (!value.json().isValueNode() || value.json().isNull()) {
      throw wrong(field, value, "a text");
    }
    return value.json().asText();
  }

  private static boolean flag(String field, Value value) {
    if (value.json().isBoolean()) {
      return value.json().booleanValue();
    }
    return switch (value.json().asText("").toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw wrong(field, value, "yes or no");
    };
  }
}
