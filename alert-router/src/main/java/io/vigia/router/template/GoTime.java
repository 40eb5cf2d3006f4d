package io.vigia.router.template;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A time with the methods of Go's that templates use. */
public record GoTime(ZonedDateTime time) implements Reachable {

  private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

  public static GoTime of(Instant instant) {
    return new GoTime(instant.atZone(ZoneOffset.UTC));
  }

  /** The time of which Go's {@code IsZero} is true: a firing alert has no end. */
  public static GoTime zero() {
    return of(ZERO);
  }

  GoTime in(ZoneId zone) {
    return new GoTime(time.withZoneSameInstant(zone));
  }

  @Override
  public @Nullable Object reach(String name, List<@Nullable Object> arguments) {
    return switch (name) {
      case "Format" -> GoLayout.format(time, argument(name, arguments, String.class));
      case "UTC" -> in(ZoneOffset.UTC);
      case "Local" -> in(ZoneId.systemDefault());
      case "Unix" -> time.toEpochSecond();
      case "UnixMilli" -> time.toInstant().toEpochMilli();
      case "Add" -> new GoTime(time.plus(duration(argument(name, arguments, Object.class))));
      case "Sub" -> Duration.between(argument(name, arguments, GoTime.class).time, time);
      case "Before" -> time.isBefore(argument(name, arguments, GoTime.class).time);
      case "After" -> time.isAfter(argument(name, arguments, GoTime.class).time);
      case "Equal" -> time.isEqual(argument(name, arguments, GoTime.class).time);
      case "IsZero" -> time.toInstant().equals(ZERO);
      case "Year" -> (long) time.getYear();
      case "Month" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Day" -> (long) time.getDayOfMonth();
      case "YearDay" -> (long) time.getDayOfYear();
      case "Weekday" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Hour" -> (long) time.getHour();
      case "Minute" -> (long) time.getMinute();
      case "Second" -> (long) time.getSecond();
      case "String" -> toString();
      default -> throw Reachable.unknown("a time", name);
    };
  }

  private static <T> T argument(String name, List<@Nullable Object> arguments, Class<T> type) {
    if (arguments.size() != 1 || !type.isInstance(arguments.get(0))) {
      throw new IllegalArgumentException("'" + name + "' of a time takes another argument");
    }
    return type.cast(arguments.get(0));
  }

  @Override
  public String toString() {
    return GoLayout.format(time, "2006-01-02 15:04:05.999999999 -0700 MST");
  }

  /** A number is nanoseconds, as in Go. */
  private static Duration duration(Object value) {
    if (value instanceof Duration given) {
      return given;
    }
    if (value instanceof Long nanos) {
      return Duration.ofNanos(nanos);
    }
    if (value instanceof Double nanos && nanos == Math.rint(nanos) && Math.abs(nanos) < 1e18) {
      return Duration.ofNanos(nanos.longValue());
    }
    throw new IllegalArgumentException("'Add' of a time takes a duration or nanoseconds");
  }
}
