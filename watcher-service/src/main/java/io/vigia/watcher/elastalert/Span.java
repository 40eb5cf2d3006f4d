package io.vigia.watcher.elastalert;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** ElastAlert's times, such as {@code {hours: 1, minutes: 30}}. */
final class Span {

  private static final Map<String, Long> MILLIS =
      Map.of(
          "weeks", 604_800_000L,
          "days", 86_400_000L,
          "hours", 3_600_000L,
          "minutes", 60_000L,
          "seconds", 1000L,
          "milliseconds", 1L);
  private static final double MOST = Duration.ofDays(3660).toMillis();

  private Span() {}

  static Duration read(String field, Value value) {
    if (!value.isMapping()) {
      throw Rule.wrong(field, value, "a time such as {minutes: 5}");
    }
    double total = 0;
    for (var part : value.fields().entrySet()) {
      Long unit = MILLIS.get(part.getKey());
      if (unit == null) {
        String units = MILLIS.keySet().stream().sorted().collect(Collectors.joining(", "));
        throw new RuleFault(
            field, part.getValue().line(), "'" + part.getKey() + "' is none of " + units);
      }
      if (!part.getValue().json().isNumber()) {
        throw Rule.wrong(field, part.getValue(), "a number of " + part.getKey());
      }
      total += part.getValue().json().asDouble() * unit;
    }
    if (!(total >= 0 && total <= MOST)) {
      throw new RuleFault(field, value.line(), "between 0 and ten years");
    }
    return Duration.ofMillis(Math.round(total));
  }

  /** As people write it: {@code 1h30m}. */
  static String text(Duration span) {
    if (span.isZero()) {
      return "0s";
    }
    var text = new StringBuilder();
    append(text, span.toDays(), "d");
    append(text, span.toHoursPart(), "h");
    append(text, span.toMinutesPart(), "m");
    append(text, span.toSecondsPart(), "s");
    append(text, span.toMillisPart(), "ms");
    return text.toString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }
}
