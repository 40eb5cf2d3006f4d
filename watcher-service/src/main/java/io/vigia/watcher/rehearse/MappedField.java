package io.vigia.watcher.rehearse;

import java.util.Set;

/**
 * A field of an index pattern.
 *
 * @param types one, or several when indices disagree
 * @param aggregatable in all of them
 */
record MappedField(String name, Set<String> types, boolean aggregatable) {

  private static final Set<String> NUMERIC =
      Set.of(
          "long",
          "integer",
          "short",
          "byte",
          "double",
          "float",
          "half_float",
          "scaled_float",
          "unsigned_long",
          "token_count",
          "aggregate_metric_double");
  private static final Set<String> KEYWORD =
      Set.of("keyword", "constant_keyword", "wildcard", "ip", "boolean", "flattened", "version");
  private static final Set<String> DATE = Set.of("date", "date_nanos");

  MappedField {
    types = Set.copyOf(types);
  }

  /**
   * @param kind {@code numeric}, {@code keyword}, {@code date} or {@code any}
   */
  boolean is(String kind) {
    return switch (kind) {
      case "numeric" -> NUMERIC.containsAll(types);
      case "keyword" -> KEYWORD.containsAll(types);
      case "date" -> DATE.containsAll(types);
      default -> true;
    };
  }

  String type() {
    return String.join(" and ", types.stream().sorted().toList());
  }
}
