package io.vigia.router.template;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Go's functions and Alertmanager's. {@code and} and {@code or} are the executor's: they leave out
 * what no longer counts.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/notifications/#functions">Prometheus
 *     documentation, notification template reference</a>
 */
final class Functions {

  private interface Function {
    @Nullable Object call(Arguments arguments, Instant now);
  }

  private static final Map<String, Function> ALL =
      Map.ofEntries(
          entry("not", a -> !Values.isTrue(a.only())),
          entry("eq", Functions::equalToAny),
          entry("ne", a -> !Values.equal(a.at(0, 2), a.at(1, 2))),
          entry("lt", a -> Values.compare(a.at(0, 2), a.at(1, 2)) < 0),
          entry("le", a -> Values.compare(a.at(0, 2), a.at(1, 2)) <= 0),
          entry("gt", a -> Values.compare(a.at(0, 2), a.at(1, 2)) > 0),
          entry("ge", a -> Values.compare(a.at(0, 2), a.at(1, 2)) >= 0),
          entry("len", a -> Values.length(a.only())),
          entry("index", Functions::index),
          entry("slice", a -> Values.slice(a.first(), a.afterFirst())),
          entry("print", a -> GoPrint.print(a.all())),
          entry(
              "println",
              a -> a.all().stream().map(Values::text).collect(Collectors.joining(" ", "", "\n"))),
          entry("printf", a -> GoPrint.format(text(a.first()), a.afterFirst())),
          entry("html", a -> Html.escape(Values.text(a.only()))),
          entry("urlquery", a -> urlQuery(Values.text(a.only()))),
          entry("urlUnescape", a -> URLDecoder.decode(a.text(), StandardCharsets.UTF_8)),
          entry("toUpper", a -> a.text().toUpperCase(Locale.ROOT)),
          entry("toLower", a -> a.text().toLowerCase(Locale.ROOT)),
          entry("title", a -> title(a.text())),
          entry("trimSpace", a -> a.text().strip()),
          entry("join", Functions::join),
          entry("match", a -> Patterns.matches(a.text(0, 2), a.text(1, 2))),
          entry("reReplaceAll", a -> Patterns.replaceAll(a.text(0, 3), a.text(1, 3), a.text(2, 3))),
          entry("safeHtml", a -> new SafeHtml(a.text())),
          entry("safeUrl", a -> new SafeHtml(Html.escape(a.text()))),
          entry("stringSlice", a -> a.all().stream().map(Functions::text).toList()),
          entry("toJson", a -> Json.write(a.only())),
          entry("date", a -> GoLayout.format(time(a.at(1, 2)).time(), a.text(0, 2))),
          entry("tz", a -> time(a.at(1, 2)).in(zone(a.text(0, 2)))),
          Map.entry("since", (a, now) -> Duration.between(time(a.only()).time().toInstant(), now)),
          entry("humanizeDuration", a -> GoPrint.humanized(seconds(a.only()))));

  private Functions() {}

  static boolean isKnown(String name) {
    return ALL.containsKey(name) || name.equals("and") || name.equals("or");
  }

  /**
   * @throws IllegalArgumentException when the arguments are not what the function takes
   */
  static @Nullable Object call(String name, List<@Nullable Object> arguments, Instant now) {
    return Objects.requireNonNull(ALL.get(name)).call(new Arguments(arguments), now);
  }

  private static Map.Entry<String, Function> entry(
      String name, java.util.function.Function<Arguments, @Nullable Object> function) {
    return Map.entry(name, (arguments, now) -> function.apply(arguments));
  }

  private record Arguments(List<@Nullable Object> all) {

    @Nullable Object only() {
      return at(0, 1);
    }

    @Nullable Object first() {
      if (all.isEmpty()) {
        throw new IllegalArgumentException("it takes an argument");
      }
      return all.get(0);
    }

    List<@Nullable Object> afterFirst() {
      return all.subList(1, all.size());
    }

    @Nullable Object at(int place, int expected) {
      if (all.size() != expected) {
        throw new IllegalArgumentException(
            "it takes " + expected + " arguments, not " + all.size());
      }
      return all.get(place);
    }

    String text() {
      return text(0, 1);
    }

    String text(int place, int expected) {
      return Functions.text(at(place, expected));
    }
  }

  private static Object equalToAny(Arguments a) {
    if (a.all().size() < 2) {
      throw new IllegalArgumentException("it compares two values or more");
    }
    return a.afterFirst().stream().anyMatch(other -> Values.equal(a.first(), other));
  }

  private static @Nullable Object index(Arguments a) {
    Object value = a.first();
    for (Object key : a.afterFirst()) {
      value = Values.index(value, key);
    }
    return value;
  }

  private static Object join(Arguments a) {
    if (!(a.at(1, 2) instanceof Collection<?> texts)) {
      throw new IllegalArgumentException("it joins a list of texts");
    }
    return texts.stream().map(Functions::text).collect(Collectors.joining(a.text(0, 2)));
  }

  private static String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof SafeHtml html) {
      return html.text();
    }
    throw new IllegalArgumentException("a text is expected, not " + Values.kind(value));
  }

  private static GoTime time(@Nullable Object value) {
    if (value instanceof GoTime time) {
      return time;
    }
    throw new IllegalArgumentException("a time is expected, not " + Values.kind(value));
  }

  private static ZoneId zone(String name) {
    try {
      return name.equals("Local") ? ZoneId.systemDefault() : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + name + "' is not a time zone", e);
    }
  }

  private static double seconds(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Duration time) {
      return time.toNanos() / 1e9;
    }
    try {
      return Double.parseDouble(text(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + value + "' is not a number of seconds", e);
    }
  }

  private static String urlQuery(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  /** Words begin after what is neither letter, digit nor apostrophe. */
  private static String title(String text) {
    var titled = new StringBuilder();
    boolean begins = true;
    for (int c : text.codePoints().toArray()) {
      titled.appendCodePoint(begins ? Character.toTitleCase(c) : Character.toLowerCase(c));
      begins = !Character.isLetterOrDigit(c) && c != '\'' && c != '_';
    }
    return titled.toString();
  }
}
