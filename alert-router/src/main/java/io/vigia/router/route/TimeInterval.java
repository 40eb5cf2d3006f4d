package io.vigia.router.route;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Predicate;

/**
 * A stretch of time that comes again and again. A list that is empty takes everything.
 *
 * @param times of the day, in minutes; the end does not belong to it
 * @param weekdays 0 for Sunday to 6
 * @param daysOfMonth 1 to 31, or −1 for the last day to −31
 * @param months 1 to 12
 * @see <a href="https://github.com/prometheus/alertmanager/blob/main/timeinterval/timeinterval.go">
 *     Alertmanager, timeinterval.go</a>
 */
public record TimeInterval(
    List<Range> times,
    List<Range> weekdays,
    List<Range> daysOfMonth,
    List<Range> months,
    List<Range> years,
    ZoneId zone) {

  private static final int DAYS_OF_WEEK = 7;

  /** Both ends belong to it, but for times of the day. */
  public record Range(int from, int to) {
    boolean takes(int value) {
      return from <= value && value <= to;
    }
  }

  public TimeInterval {
    times = List.copyOf(times);
    weekdays = List.copyOf(weekdays);
    daysOfMonth = List.copyOf(daysOfMonth);
    months = List.copyOf(months);
    years = List.copyOf(years);
  }

  public boolean contains(Instant instant) {
    ZonedDateTime at = instant.atZone(zone);
    int minute = at.getHour() * 60 + at.getMinute();
    return anyOf(times, range -> range.from() <= minute && minute < range.to())
        && anyOf(daysOfMonth, range -> takesDay(range, at))
        && anyOf(months, range -> range.takes(at.getMonthValue()))
        && anyOf(weekdays, range -> range.takes(at.getDayOfWeek().getValue() % DAYS_OF_WEEK))
        && anyOf(years, range -> range.takes(at.getYear()));
  }

  private static boolean anyOf(List<Range> ranges, Predicate<Range> takes) {
    return ranges.isEmpty() || ranges.stream().anyMatch(takes);
  }

  /** A range that begins after the end of a short month is not in that month. */
  private static boolean takesDay(Range range, ZonedDateTime at) {
    int last = at.toLocalDate().lengthOfMonth();
    int from = range.from() < 0 ? last + range.from() + 1 : range.from();
    int to = range.to() < 0 ? last + range.to() + 1 : range.to();
    int day = at.getDayOfMonth();
    return from <= last && Math.max(1, from) <= day && day <= Math.min(last, to);
  }
}
