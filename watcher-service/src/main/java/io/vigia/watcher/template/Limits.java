package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a value must not be: it is breached when one of them holds. */
record Limits(Map<Condition, Double> values) {

  enum Condition {
    ABOVE,
    BELOW,
    AT_LEAST,
    AT_MOST;

    /** In files: {@code at_least}. */
    String field() {
      return name().toLowerCase(Locale.ROOT);
    }

    String words() {
      return field().replace('_', ' ');
    }

    boolean holds(double value, double limit) {
      return switch (this) {
        case ABOVE -> value > limit;
        case BELOW -> value < limit;
        case AT_LEAST -> value >= limit;
        case AT_MOST -> value <= limit;
      };
    }
  }

  Limits {
    values = Map.copyOf(values);
  }

  /** Those that stand in fields {@code above}, {@code below}, {@code at_least}, {@code at_most}. */
  static Limits of(JsonNode fields) {
    var values = new EnumMap<Condition, Double>(Condition.class);
    for (Condition condition : Condition.values()) {
      if (fields.path(condition.field()).isNumber()) {
        values.put(condition, fields.get(condition.field()).doubleValue());
      }
    }
    return new Limits(values);
  }

  /**
   * @throws IllegalArgumentException when there is none
   */
  Limits atLeastOne() {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("above: above, below or another limit is needed");
    }
    return this;
  }

  /** No value breaches nothing. */
  boolean breachedBy(@Nullable Double value) {
    return value != null && !holding(value).isEmpty();
  }

  /** {@code above 5} when that holds, {@code not above 5 nor below 1} when neither does. */
  String words(@Nullable Double value) {
    List<String> holding = value == null ? List.of() : holding(value);
    return holding.isEmpty()
        ? "not " + all().collect(Collectors.joining(" nor "))
        : String.join(" and ", holding);
  }

  private Stream<String> all() {
    return values.keySet().stream().sorted().map(this::words);
  }

  private List<String> holding(double value) {
    return values.keySet().stream()
        .filter(condition -> condition.holds(value, limit(condition)))
        .sorted()
        .map(this::words)
        .toList();
  }

  private String words(Condition condition) {
    return condition.words() + " " + Sentence.number(limit(condition));
  }

  private double limit(Condition condition) {
    return values.getOrDefault(condition, Double.NaN);
  }
}
