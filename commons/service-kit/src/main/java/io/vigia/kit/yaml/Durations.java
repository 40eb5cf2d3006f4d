package io.vigia.kit.yaml;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' durations: {@code 1d12h}, {@code 5m}, {@code 100ms}, {@code 0s}. */
public final class Durations {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");

  private static final long[] MILLIS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1000L, 1L
  };

  private Durations() {}

  /**
   * @throws IllegalArgumentException with an example of the form
   */
  public static Duration parse(String text) {
    var form = FORM.matcher(text);
    if (text.isEmpty() || !(form.matches() || text.equals("0"))) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a duration; write for example 30s, 5m or 1d12h");
    }
    try {
      return text.equals("0") ? Duration.ZERO : Duration.ofMillis(millis(form));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is too long a duration");
    }
  }

  private static long millis(Matcher form) {
    long total = 0;
    for (int unit = 0; unit < MILLIS.length; unit++) {
      String digits = form.group(unit + 1);
      if (digits != null) {
        total = Math.addExact(total, Math.multiplyExact(Long.parseLong(digits), MILLIS[unit]));
      }
    }
    return total;
  }

  /** The form that {@link #parse} reads: {@code 1d12h}, {@code 90s} as {@code 1m30s}. */
  public static String text(Duration time) {
    if (time.isNegative() || time.toNanosPart() % 1_000_000 != 0) {
      return time.toString();
    }
    var text = new StringBuilder();
    part(text, time.toDays(), "d");
    part(text, time.toHoursPart(), "h");
    part(text, time.toMinutesPart(), "m");
    part(text, time.toSecondsPart(), "s");
    part(text, time.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void part(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }
}
