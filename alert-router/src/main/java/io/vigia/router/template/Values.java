package io.vigia.router.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How Go sees values: what counts as true, what they look like, which are equal. */
final class Values {

  private Values() {}

  /** Empty, zero and nil are false. */
  static boolean isTrue(@Nullable Object value) {
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean bool) {
      return bool;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof Duration time) {
      return !time.isZero();
    }
    return !hasLength(value) || length(value) > 0;
  }

  private static boolean hasLength(Object value) {
    return value instanceof String
        || value instanceof SafeHtml
        || value instanceof KeyValues
        || value instanceof Map
        || items(value) != null;
  }

  static long length(@Nullable Object value) {
    if (value instanceof String text) {
      return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
    if (value instanceof SafeHtml html) {
      return html.text().length();
    }
    if (value instanceof KeyValues pairs) {
      return pairs.values().size();
    }
    if (value instanceof Map<?, ?> map) {
      return map.size();
    }
    List<?> items = items(value);
    if (items == null) {
      throw new IllegalArgumentException("len of " + kind(value));
    }
    return items.size();
  }

  /** The items of a list; null when it is none. */
  static @Nullable List<?> items(@Nullable Object value) {
    if (value instanceof AlertList alerts) {
      return alerts.alerts();
    }
    if (value instanceof Pairs pairs) {
      return pairs.items();
    }
    return value instanceof List<?> list ? list : null;
  }

  /** What stands in a text. */
  static String text(@Nullable Object value) {
    if (value == null) {
      return "<no value>";
    }
    if (value instanceof SafeHtml html) {
      return html.text();
    }
    if (value instanceof Double number) {
      return GoPrint.shortest(number);
    }
    if (value instanceof Duration time) {
      return GoPrint.duration(time);
    }
    if (value instanceof Fields fields) {
      return new TreeMap<>(fields.values())
          .values().stream().map(Values::text).collect(Collectors.joining(" ", "{", "}"));
    }
    if (value instanceof KeyValues pairs) {
      return pairs.values().entrySet().stream()
          .map(e -> e.getKey() + ":" + e.getValue())
          .collect(Collectors.joining(" ", "map[", "]"));
    }
    List<?> items = items(value);
    if (items != null) {
      return items.stream().map(Values::text).collect(Collectors.joining(" ", "[", "]"));
    }
    return value.toString();
  }

  static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b;
    }
    requireAlike(a, b);
    return Objects.equals(plain(a), plain(b));
  }

  static int compare(@Nullable Object a, @Nullable Object b) {
    requireAlike(a, b);
    if (a instanceof Long x && b instanceof Long y) {
      return x.compareTo(y);
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.compareTo(y);
    }
    if (a instanceof Duration x && b instanceof Duration y) {
      return x.compareTo(y);
    }
    if (a instanceof String x && b instanceof String y) {
      return x.compareTo(y);
    }
    throw new IllegalArgumentException("there is no order of " + kind(a));
  }

  private static Object plain(Object value) {
    return value instanceof SafeHtml html ? html.text() : value;
  }

  private static void requireAlike(@Nullable Object a, @Nullable Object b) {
    if (!kind(a).equals(kind(b))) {
      throw new IllegalArgumentException(
          "incompatible types for comparison: " + kind(a) + " and " + kind(b));
    }
  }

  static String kind(@Nullable Object value) {
    if (value == null) {
      return "nil";
    }
    if (value instanceof String || value instanceof SafeHtml) {
      return "a text";
    }
    if (value instanceof Fields fields) {
      return fields.what();
    }
    return value instanceof Long
        ? "an integer"
        : value instanceof Double
            ? "a decimal number"
            : value instanceof Boolean
                ? "true or false"
                : value instanceof GoTime
                    ? "a time"
                    : value instanceof Duration
                        ? "a duration"
                        : value instanceof KeyValues || value instanceof Map ? "a map" : "a list";
  }

  /**
   * The item at a place or under a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  static @Nullable Object index(@Nullable Object value, @Nullable Object key) {
    if (value instanceof KeyValues pairs && key instanceof String name) {
      return pairs.values().getOrDefault(name, "");
    }
    if (value instanceof Map<?, ?> map) {
      return map.get(key);
    }
    List<?> items = items(value);
    if (items != null && key instanceof Long place && place >= 0 && place < items.size()) {
      return items.get(place.intValue());
    }
    throw new IllegalArgumentException(kind(value) + " has nothing at '" + text(key) + "'");
  }

  /** From one place up to another, which does not belong to it. */
  static Object slice(@Nullable Object value, List<@Nullable Object> ends) {
    int length = value instanceof String text ? text.length() : (int) length(value);
    int from = ends.isEmpty() ? 0 : place(ends.get(0), length);
    int to = ends.size() < 2 ? length : place(ends.get(1), length);
    if (from > to) {
      throw new IllegalArgumentException("slice from " + from + " to " + to);
    }
    List<?> items = items(value);
    if (items != null) {
      return new ArrayList<Object>(items.subList(from, to));
    }
    if (value instanceof String text) {
      return text.substring(from, to);
    }
    throw new IllegalArgumentException("slice of " + kind(value));
  }

  private static int place(@Nullable Object end, int length) {
    if (end instanceof Long place && place >= 0 && place <= length) {
      return place.intValue();
    }
    throw new IllegalArgumentException("'" + text(end) + "' is not a place from 0 to " + length);
  }
}
