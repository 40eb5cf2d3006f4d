package io.vigia.watcher.watch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Complaints about fields of a definition, in the form {@code field: what is wrong}. */
final class Fields {

  private Fields() {}

  static void required(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(field + ": is required");
    }
    atMost(field, value);
  }

  static void atMost(String field, @Nullable String value) {
    if (value != null && value.length() > Definition.MAX_TEXT) {
      throw new IllegalArgumentException(
          field + ": at most " + Definition.MAX_TEXT + " characters");
    }
  }

  static void count(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(field + ": " + least + " to " + most);
    }
  }

  static Duration between(
      String field, @Nullable Duration value, Duration absent, Duration least, Duration most) {
    Duration there = value == null ? absent : value;
    if (there.compareTo(least) < 0 || there.compareTo(most) > 0) {
      throw new IllegalArgumentException(field + ": between " + least + " and " + most);
    }
    return there;
  }

  /** A copy; absent is empty. */
  static <T> List<T> list(String field, @Nullable List<T> values, int most) {
    List<T> there = values == null ? List.of() : values;
    count(field, there.size(), 0, most);
    if (there.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(field + ": an entry is empty");
    }
    return List.copyOf(there);
  }

  /** A copy; absent is empty. */
  static Map<String, String> texts(String field, @Nullable Map<String, String> values, int most) {
    Map<String, String> there = values == null ? Map.of() : values;
    count(field, there.size(), 0, most);
    there.forEach(
        (name, value) -> {
          if (value == null) {
            throw new IllegalArgumentException(field + "." + name + ": a text is expected");
          }
        });
    return Map.copyOf(there);
  }
}
