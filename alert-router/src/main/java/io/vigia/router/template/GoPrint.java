package io.vigia.router.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as Go's {@code fmt} does.
 *
 * @see <a href="https://pkg.go.dev/fmt">Go, package fmt</a>
 */
final class GoPrint {

  private static final Pattern VERB =
      Pattern.compile("%([-+# 0]*)(\\d{0,3})(\\.\\d{0,3})?([a-zA-Z%])");

  private GoPrint() {}

  static String format(String form, List<@Nullable Object> values) {
    var text = new StringBuilder();
    Matcher verb = VERB.matcher(form);
    int next = 0;
    while (verb.find() && text.length() <= Evaluator.LONGEST) {
      String written;
      if (verb.group(4).equals("%")) {
        written = "%";
      } else if (next >= values.size()) {
        written = "%!" + verb.group(4) + "(MISSING)";
      } else {
        written = one(verb, values.get(next++));
      }
      verb.appendReplacement(text, Matcher.quoteReplacement(written));
    }
    verb.appendTail(text);
    if (next < values.size()) {
      text.append("%!(EXTRA ");
      text.append(
          String.join(
              ", ", values.subList(next, values.size()).stream().map(Values::text).toList()));
      text.append(')');
    }
    return text.toString();
  }

  /** One after the other, with a space between two of which none is a text. */
  static String print(List<@Nullable Object> values) {
    var text = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      boolean isApart =
          i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String);
      text.append(isApart ? " " : "").append(Values.text(values.get(i)));
    }
    return text.toString();
  }

  private static String one(Matcher verb, @Nullable Object value) {
    String precision = verb.group(3) == null ? "" : verb.group(3);
    String written =
        switch (verb.group(4)) {
          case "s", "v" ->
              cut(
                  value instanceof Double d && verb.group(4).equals("v")
                      ? shortest(d)
                      : Values.text(value),
                  precision);
          case "q" ->
              '"'
                  + Values.text(value)
                      .replace("\\", "\\\\")
                      .replace("\"", "\\\"")
                      .replace("\n", "\\n")
                  + '"';
          case "t" -> Values.text(value);
          case "c" -> value instanceof Long c ? Character.toString(c.intValue()) : bad(verb, value);
          case "d", "x", "X", "o" ->
              value instanceof Long number ? integer(verb, number) : bad(verb, value);
          case "f", "F", "e", "E", "g", "G" ->
              value instanceof Double number ? decimal(verb, number, precision) : bad(verb, value);
          default -> bad(verb, value);
        };
    return pad(written, verb);
  }

  private static String bad(Matcher verb, @Nullable Object value) {
    return "%!" + verb.group(4) + "(" + Values.text(value) + ")";
  }

  private static String cut(String text, String precision) {
    int places =
        precision.length() < 2 ? Integer.MAX_VALUE : Integer.parseInt(precision.substring(1));
    return text.length() > places ? text.substring(0, places) : text;
  }

  private static String integer(Matcher verb, long number) {
    String text =
        switch (verb.group(4)) {
          case "x" -> Long.toHexString(number);
          case "X" -> Long.toHexString(number).toUpperCase(Locale.ROOT);
          case "o" -> Long.toOctalString(number);
          default -> String.valueOf(number);
        };
    return verb.group(1).contains("+") && number >= 0 ? "+" + text : text;
  }

  private static String decimal(Matcher verb, double number, String precision) {
    String kind = verb.group(4).toLowerCase(Locale.ROOT);
    if (kind.equals("g") && precision.isEmpty()) {
      return shortest(number);
    }
    int places =
        precision.isEmpty()
            ? 6
            : precision.length() == 1 ? 0 : Integer.parseInt(precision.substring(1));
    String text =
        kind.equals("f") && Double.isFinite(number)
            ? new BigDecimal(number).setScale(places, RoundingMode.HALF_EVEN).toPlainString()
            : String.format(
                Locale.ROOT, "%." + Math.max(places, kind.equals("g") ? 1 : 0) + kind, number);
    return verb.group(1).contains("+") && number >= 0 ? "+" + text : text;
  }

  private static String pad(String text, Matcher verb) {
    int width = verb.group(2).isEmpty() ? 0 : Integer.parseInt(verb.group(2));
    int length = text.codePointCount(0, text.length());
    if (length >= width) {
      return text;
    }
    boolean left = verb.group(1).contains("-");
    boolean isNumber = "dxXofFeEgG".contains(verb.group(4));
    if (verb.group(1).contains("0") && !left && isNumber) {
      String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
      return sign + "0".repeat(width - length) + text.substring(sign.length());
    }
    String space = " ".repeat(width - length);
    return left ? text + space : space + text;
  }

  /** The fewest digits that say the same; with an exponent from 1e+21 on and below 1e-04. */
  static String shortest(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    var exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (number == 0 || exponent >= -4 && exponent < 21) {
      return number == 0 ? "0" : exact.toPlainString();
    }
    String digits = exact.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (number < 0 ? "-" : "")
        + mantissa
        + (exponent < 0 ? "e-" : "e+")
        + "%02d".formatted(Math.abs(exponent));
  }

  /** {@code 1h2m3.5s}, {@code 15ms}, {@code 0s}. */
  static String duration(Duration time) {
    if (time.isZero()) {
      return "0s";
    }
    if (time.isNegative()) {
      return "-" + duration(time.negated());
    }
    if (time.compareTo(Duration.ofSeconds(1)) < 0) {
      int nanos = time.toNanosPart();
      return nanos < 1_000
          ? nanos + "ns"
          : nanos < 1_000_000
              ? shortest(nanos / 1_000.0) + "µs"
              : shortest(nanos / 1_000_000.0) + "ms";
    }
    String seconds =
        BigDecimal.valueOf(time.toSecondsPart())
                .add(BigDecimal.valueOf(time.toNanosPart(), 9))
                .stripTrailingZeros()
                .toPlainString()
            + "s";
    long hours = time.toHours();
    boolean hasMinutes = hours > 0 || time.toMinutesPart() > 0;
    return (hours > 0 ? hours + "h" : "")
        + (hasMinutes ? time.toMinutesPart() + "m" : "")
        + seconds;
  }

  /** Prometheus' way: {@code 1d 2h 3m 4s}, {@code 12.35ms}. */
  static String humanized(double seconds) {
    if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
      return shortest(seconds);
    }
    if (seconds == 0) {
      return "0s";
    }
    double size = Math.abs(seconds);
    if (size < 1) {
      String[] units = {"s", "ms", "us", "ns", "ps"};
      int unit = 0;
      while (size < 1 && unit < units.length - 1) {
        size *= 1000;
        unit++;
      }
      return (seconds < 0 ? "-" : "") + fourDigits(size) + units[unit];
    }
    long whole = (long) size;
    String sign = seconds < 0 ? "-" : "";
    if (whole >= 86_400) {
      return sign
          + "%dd %dh %dm %ds"
              .formatted(whole / 86_400, whole / 3600 % 24, whole / 60 % 60, whole % 60);
    }
    if (whole >= 3600) {
      return sign + "%dh %dm %ds".formatted(whole / 3600, whole / 60 % 60, whole % 60);
    }
    return whole >= 60
        ? sign + "%dm %ds".formatted(whole / 60, whole % 60)
        : sign + fourDigits(size) + "s";
  }

  private static String fourDigits(double number) {
    return shortest(new BigDecimal(number).round(new java.math.MathContext(4)).doubleValue());
  }
}
