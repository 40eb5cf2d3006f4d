package io.vigia.watcher.cluster;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A field of the indices that match a pattern.
 *
 * @param name with its dots; {@code message.keyword} is a field of its own
 * @param kind what it can be used as; {@link Kind#MIXED} where its types differ in that
 * @param types as the cluster names them, several where the indices do not agree
 * @param conflict where they do not agree, for each type some indices that have it
 * @param aggregatable in every index
 */
public record Field(
    String name,
    Kind kind,
    List<String> types,
    Map<String, List<String>> conflict,
    boolean aggregatable) {

  /** What a field can be used as. */
  public enum Kind {
    NUMERIC(
        Set.of(
            "long",
            "integer",
            "short",
            "byte",
            "double",
            "float",
            "half_float",
            "scaled_float",
            "unsigned_long")),
    /** Whole values: to group by, to count, to compare. */
    KEYWORD(Set.of("keyword", "constant_keyword", "wildcard", "ip", "boolean", "version")),
    DATE(Set.of("date", "date_nanos")),
    /** Words: to be searched, not to be aggregated. */
    TEXT(Set.of("text", "match_only_text", "annotated_text", "search_as_you_type")),
    OTHER(Set.of()),
    MIXED(Set.of());

    private final Set<String> types;

    Kind(Set<String> types) {
      this.types = types;
    }

    static Kind of(String type) {
      for (Kind kind : values()) {
        if (kind.types.contains(type)) {
          return kind;
        }
      }
      return OTHER;
    }

    static Kind of(List<String> types) {
      List<Kind> kinds = types.stream().map(Kind::of).distinct().toList();
      return kinds.size() == 1 ? kinds.get(0) : MIXED;
    }

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Field {
    types = List.copyOf(types);
    conflict = Collections.unmodifiableMap(new TreeMap<>(conflict));
  }

  /** Whether it is that in some index at least and can be aggregated where it is. */
  public boolean offeredAs(Kind wanted) {
    return aggregatable && types.stream().anyMatch(type -> Kind.of(type) == wanted);
  }
}
