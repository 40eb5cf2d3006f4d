package io.vigia.watcher.template;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which of the things that a watcher tells apart: the values of the fields that it groups by, and
 * those by which its template tells more apart. Empty for a watcher that looks at the whole.
 *
 * @param values field to value
 */
public record Key(SortedMap<String, String> values) {

  public static final Key WHOLE = new Key(new TreeMap<>());

  public Key {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static Key of(String field, String value) {
    return new Key(new TreeMap<>(Map.of(field, value)));
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
}
