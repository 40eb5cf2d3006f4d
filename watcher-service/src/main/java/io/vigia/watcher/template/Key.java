package io.vigia.watcher.template;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which of the things that a watcher tells apart: the values of the fields that it groups by, and
 * those by which its template tells more apart. Empty for a watcher that looks at the whole.
 *
 * @param values field to value, sorted by field; without NUL, which no database takes
 */
public record Key(Map<String, String> values) {

  public static final Key WHOLE = new Key(Map.of());

  public Key {
    var sorted = new TreeMap<String, String>();
    values.forEach((field, value) -> sorted.put(field, value.replace('\0', '\uFFFD')));
    values = Collections.unmodifiableMap(sorted);
  }

  public static Key of(String field, String value) {
    return new Key(Map.of(field, value));
  }

  /** Both together. */
  public Key and(Key other) {
    if (other.values.isEmpty()) {
      return this;
    }
    var all = new TreeMap<>(values);
    all.putAll(other.values);
    return new Key(all);
  }

  /** For people: {@code service=checkout, zone=a}; empty for the whole. */
  public String words() {
    return values.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
