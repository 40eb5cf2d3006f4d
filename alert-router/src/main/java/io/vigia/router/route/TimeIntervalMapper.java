package io.vigia.router.route;

import io.vigia.kit.yaml.YamlNode;
import io.vigia.router.route.TimeInterval.Range;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code time_intervals}, and {@code mute_time_intervals} as they stood before 0.24. */
public final class TimeIntervalMapper {

  private static final Set<String> FIELDS =
      Set.of("times", "weekdays", "days_of_month", "months", "years", "location");
  private static final List<String> WEEKDAYS =
      List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final Pattern CLOCK = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)|24:00");
  private static final int LAST_DAY = 31;

  private TimeIntervalMapper() {}

  /** Adds those of a list, each under its name. */
  static void read(@Nullable YamlNode list, Map<String, List<TimeInterval>> into) {
    if (list == null) {
      return;
    }
    for (YamlNode item : list.items()) {
      var fields = item.stated(Set.of("name", "time_intervals"));
      YamlNode name = fields.get("name");
      if (name == null || name.text().isEmpty()) {
        throw item.fault("a time interval needs a name");
      }
      YamlNode intervals = fields.get("time_intervals");
      List<TimeInterval> read =
          intervals == null
              ? List.of()
              : intervals.items().stream().map(TimeIntervalMapper::interval).toList();
      if (into.putIfAbsent(name.text(), read) != null) {
        throw name.fault("the time interval '" + name.text() + "' is there already");
      }
    }
  }

  static Map<String, List<TimeInterval>> readAll(Map<String, YamlNode> main) {
    var intervals = new LinkedHashMap<String, List<TimeInterval>>();
    read(main.get("time_intervals"), intervals);
    read(main.get("mute_time_intervals"), intervals);
    return intervals;
  }

  /** One, with the fields {@code times}, {@code weekdays} and so on. */
  public static TimeInterval interval(YamlNode node) {
    var fields = node.stated(FIELDS);
    return new TimeInterval(
        times(fields.get("times")),
        ranges(fields.get("weekdays"), text -> named(text, WEEKDAYS, 0)),
        daysOfMonth(fields.get("days_of_month")),
        ranges(fields.get("months"), text -> named(text, MONTHS, 1)),
        ranges(fields.get("years"), text -> number(text, 0, 9999)),
        zone(fields.get("location")));
  }

  private static List<Range> times(@Nullable YamlNode list) {
    var ranges = new ArrayList<Range>();
    for (YamlNode item : list == null ? List.<YamlNode>of() : list.items()) {
      var fields = item.stated(Set.of("start_time", "end_time"));
      YamlNode start = fields.get("start_time");
      YamlNode end = fields.get("end_time");
      if (start == null || end == null) {
        throw item.fault("start_time and end_time are expected");
      }
      var range =
          new Range(
              start.checked(TimeIntervalMapper::minute), end.checked(TimeIntervalMapper::minute));
      if (range.from() >= range.to()) {
        throw end.fault("end_time has to be after start_time; write two ranges to cross midnight");
      }
      ranges.add(range);
    }
    return ranges;
  }

  private static int minute(String text) {
    var clock = CLOCK.matcher(text);
    if (!clock.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a time from 00:00 to 24:00");
    }
    return clock.group(1) == null
        ? 24 * 60
        : Integer.parseInt(clock.group(1)) * 60 + Integer.parseInt(clock.group(2));
  }

  private static List<Range> daysOfMonth(@Nullable YamlNode list) {
    var ranges = new ArrayList<Range>();
    for (YamlNode item : list == null ? List.<YamlNode>of() : list.items()) {
      Range range = item.checked(text -> range(text, part -> number(part, -LAST_DAY, LAST_DAY)));
      boolean crosses = range.from() < 0 && range.to() > 0;
      if (range.from() == 0 || range.to() == 0 || crosses) {
        throw item.fault("days are 1 to 31, or -1 for the last to -31, and not from the end on");
      }
      boolean sameSign = range.from() > 0 == range.to() > 0;
      if (sameSign && range.from() > range.to()) {
        throw item.fault("the first day lies after the last");
      }
      ranges.add(range);
    }
    return ranges;
  }

  private static List<Range> ranges(@Nullable YamlNode list, ToIntFunction<String> value) {
    var ranges = new ArrayList<Range>();
    for (YamlNode item : list == null ? List.<YamlNode>of() : list.items()) {
      Range range = item.checked(text -> range(text, value));
      if (range.from() > range.to()) {
        throw item.fault("the start lies after the end");
      }
      ranges.add(range);
    }
    return ranges;
  }

  private static Range range(String text, ToIntFunction<String> value) {
    String[] ends = text.toLowerCase(Locale.ROOT).split(":", -1);
    if (ends.length > 2) {
      throw new IllegalArgumentException("'" + text + "' is not a value or a range such as 1:5");
    }
    return new Range(
        value.applyAsInt(ends[0].strip()), value.applyAsInt(ends[ends.length - 1].strip()));
  }

  /** A name of the list, or where it also has numbers, its number. */
  private static int named(String text, List<String> names, int first) {
    int place = names.indexOf(text);
    if (place >= 0) {
      return place + first;
    }
    if (first == 0) {
      throw new IllegalArgumentException("'" + text + "' is not a day of the week");
    }
    return number(text, first, names.size());
  }

  private static int number(String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("'" + text + "' is not " + least + " to " + most);
  }

  private static ZoneId zone(@Nullable YamlNode location) {
    if (location == null) {
      return ZoneOffset.UTC;
    }
    return location.checked(
        name -> {
          try {
            return name.equals("Local") ? ZoneId.systemDefault() : ZoneId.of(name);
          } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + name + "' is not a time zone", e);
          }
        });
  }
}
