package io.vigia.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.benchmarks.fleet.PlannedWatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimetableTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant FROM = Instant.parse("2026-01-01T10:00:10Z");
  private static final Instant TO = FROM.plus(Duration.ofMinutes(5));

  private final PlannedWatcher one = Runs.watcher("one", "index-a");
  private final PlannedWatcher two = Runs.watcher("two", "index-a");
  private final PlannedWatcher three = Runs.watcher("three", "index-b");
  private final Timetable timetable = new Timetable(List.of(one, two, three), FROM, TO, MINUTE);

  @Test
  void shouldMissNothingWhenEachDueTimeHasARun() {
    assertEquals(0, timetable.missed(all("10:00:40Z", one, two, three)));
  }

  @Test
  void shouldCountADueTimeAtTheBeginningAndNotTheOneAtTheEnd() {
    assertEquals(
        List.of(FROM, FROM.plus(MINUTE)),
        Grid.of(FROM, MINUTE).between(FROM, FROM.plus(MINUTE.multipliedBy(2))));
  }

  @Test
  void shouldNotMindLimitsBetweenMilliseconds() {
    Grid grid = Grid.of(FROM, MINUTE);

    assertEquals(
        List.of(FROM.plus(MINUTE)),
        grid.between(FROM.plusNanos(1), FROM.plus(MINUTE).plusNanos(1)));
    assertEquals(List.of(FROM), grid.between(FROM.minusNanos(1), FROM.plus(MINUTE)));
  }

  @Test
  void shouldTellWhoMissedHowMuch() {
    List<Run> runs = new ArrayList<>(all("10:00:40Z", one, two, three));
    runs.removeIf(run -> run.watcher() == two && run.dueAt().isAfter(FROM.plus(MINUTE)));

    assertEquals(Map.of("two", 4), timetable.missedByWatcher(runs));
  }

  @Test
  void shouldExpectOfASilentWatcherWhatItsIndexHas() {
    assertEquals(Map.of("two", 5), timetable.missedByWatcher(all("10:00:40Z", one, three)));
  }

  @Test
  void shouldCountEveryPeriodWhenAWholeIndexIsSilent() {
    assertEquals(Map.of("three", 5), timetable.missedByWatcher(all("10:00:40Z", one, two)));
    assertEquals(15, timetable.missed(List.of()));
  }

  @Test
  void shouldNotTakeARunOffTheGridForOneOnIt() {
    List<Run> runs = new ArrayList<>(all("10:00:40Z", one, two, three));
    runs.removeIf(run -> run.watcher() == one && run.dueAt().equals(TO.minusSeconds(30)));
    runs.add(Runs.run(one, TO.minusSeconds(31)));

    assertEquals(Map.of("one", 1), timetable.missedByWatcher(runs));
  }

  private static List<Run> all(String first, PlannedWatcher... watchers) {
    List<Run> runs = new ArrayList<>();
    for (PlannedWatcher each : watchers) {
      for (int minute = 0; minute < 5; minute++) {
        runs.add(Runs.run(each, Instant.parse("2026-01-01T" + first).plusSeconds(60L * minute)));
      }
    }
    return runs;
  }
}
