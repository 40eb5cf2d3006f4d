package io.vigia.router.template;

import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a time as an example of the wanted form says: Monday, 2 January 2006, 15:04:05 at −07:00.
 *
 * @see <a href="https://pkg.go.dev/time#pkg-constants">Go, package time, layouts</a>
 */
final class GoLayout {

  /** The longest form of each part comes first. */
  private static final Pattern PART =
      Pattern.compile(
          "January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|2006|002|01|02|03|04|05|06|15|__2|_2|PM|pm"
              + "|Z07:00:00|Z07:00|Z0700|Z07|-07:00:00|-07:00|-0700|-07"
              + "|[.,]0+(?!\\d)|[.,]9+(?!\\d)|1|2|3|4|5");

  private GoLayout() {}

  static String format(ZonedDateTime time, String layout) {
    return PART.matcher(layout)
        .replaceAll(part -> Matcher.quoteReplacement(part(time, part.group())));
  }

  private static String part(ZonedDateTime time, String part) {
    int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    return switch (part) {
      case "2006" -> "%04d".formatted(time.getYear());
      case "06" -> "%02d".formatted(time.getYear() % 100);
      case "January" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Jan" -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case "Monday" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Mon" -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case "01" -> "%02d".formatted(time.getMonthValue());
      case "1" -> String.valueOf(time.getMonthValue());
      case "02" -> "%02d".formatted(time.getDayOfMonth());
      case "_2" -> "%2d".formatted(time.getDayOfMonth());
      case "2" -> String.valueOf(time.getDayOfMonth());
      case "002" -> "%03d".formatted(time.getDayOfYear());
      case "__2" -> "%3d".formatted(time.getDayOfYear());
      case "15" -> "%02d".formatted(time.getHour());
      case "03" -> "%02d".formatted(hour12);
      case "3" -> String.valueOf(hour12);
      case "04" -> "%02d".formatted(time.getMinute());
      case "4" -> String.valueOf(time.getMinute());
      case "05" -> "%02d".formatted(time.getSecond());
      case "5" -> String.valueOf(time.getSecond());
      case "PM" -> time.getHour() < 12 ? "AM" : "PM";
      case "pm" -> time.getHour() < 12 ? "am" : "pm";
      case "MST" -> zone(time);
      default -> part.contains("7") ? offset(time, part) : fraction(time, part);
    };
  }

  private static String zone(ZonedDateTime time) {
    String name = time.getZone().getId();
    if (name.equals("Z") || name.equals("UTC")) {
      return "UTC";
    }
    boolean summer = time.getZone().getRules().isDaylightSavings(time.toInstant());
    String brief =
        java.util.TimeZone.getTimeZone(time.getZone()).getDisplayName(summer, 0, Locale.ENGLISH);
    return brief.startsWith("GMT") && brief.length() > 3 ? offset(time, "-07") : brief;
  }

  private static String offset(ZonedDateTime time, String part) {
    int seconds = time.getOffset().getTotalSeconds();
    if (part.startsWith("Z") && seconds == 0) {
      return "Z";
    }
    int minutes = Math.abs(seconds) / 60;
    String colon = part.contains(":") ? ":" : "";
    String text = (seconds < 0 ? "-" : "+") + "%02d".formatted(minutes / 60);
    if (part.endsWith("07")) {
      return text;
    }
    text += colon + "%02d".formatted(minutes % 60);
    return part.endsWith(":00:00") ? text + ":%02d".formatted(Math.abs(seconds) % 60) : text;
  }

  /** Zeros keep their places; nines lose the zeros at the end, and the point when none remain. */
  private static String fraction(ZonedDateTime time, String part) {
    int places = Math.min(9, part.length() - 1);
    String digits = "%09d".formatted(time.getNano()).substring(0, places);
    if (part.charAt(1) == '9') {
      digits = digits.replaceAll("0+$", "");
    }
    return digits.isEmpty() ? "" : part.charAt(0) + digits;
  }
}
