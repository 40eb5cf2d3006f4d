package io.vigia.watcher.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.verdict.WatchState.Change;
import io.vigia.watcher.verdict.WatchState.Firing;
import io.vigia.watcher.verdict.WatchState.Pending;
import io.vigia.watcher.verdict.WatchState.Terms;
import io.vigia.watcher.watch.Realert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchStateTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Reading BAD = new Reading(9.0, true, "9 is too many");
  private static final Reading GOOD = new Reading(0.0, false, "none");
  private static final Terms AT_ONCE = new Terms(1, null);

  @Test
  void shouldFireAtOnceWhenOneRunIsEnough() {
    var step = WatchState.QUIET.on(BAD, NOON, AT_ONCE);
    assertEquals(new Firing(NOON, null, 0, NOON), step.next());
    assertEquals(Optional.of(new Change.Fires(NOON, BAD)), step.change());
  }

  @Test
  void shouldFireSinceTheFirstOfSoManyRunsInARow() {
    var terms = new Terms(3, null);
    var first = WatchState.QUIET.on(BAD, NOON, terms);
    var second = first.next().on(BAD, NOON.plusSeconds(60), terms);
    assertEquals(new Pending(NOON, 2), second.next());
    assertEquals(Optional.empty(), second.change());
    var third = second.next().on(BAD, NOON.plusSeconds(120), terms);
    assertEquals(Optional.of(new Change.Fires(NOON, BAD)), third.change());
  }

  @Test
  void shouldBeginAgainAfterAGoodRun() {
    var terms = new Terms(2, null);
    var good = new Pending(NOON, 1).on(GOOD, NOON.plusSeconds(60), terms);
    assertEquals(WatchState.QUIET, good.next());
    assertEquals(Optional.empty(), good.change());
  }

  @Test
  void shouldTellTheEndWithTheEpisodeItEnds() {
    var step = firing(0, NOON).on(GOOD, NOON.plusSeconds(30), new Terms(3, null));
    assertEquals(WatchState.QUIET, step.next());
    assertEquals(Optional.of(new Change.Ends(NOON, GOOD)), step.change());
  }

  @Test
  void shouldSayItOnceWhenNobodyAskedForMore() {
    assertEquals(
        Optional.empty(), firing(0, NOON).on(BAD, NOON.plusSeconds(86_400), AT_ONCE).change());
  }

  @Test
  void shouldSayAgainLessAndLessOften() {
    var terms = new Terms(1, new Realert(Duration.ofMinutes(10), 2.0, Duration.ofMinutes(30)));
    WatchState state = firing(0, NOON);
    var told = new ArrayList<Long>();
    for (int minute = 1; minute <= 120; minute++) {
      var step = state.on(BAD, NOON.plusSeconds(minute * 60L), terms);
      if (step.change().isPresent()) {
        told.add((long) minute);
      }
      state = step.next();
    }
    assertEquals(List.of(10L, 30L, 60L, 90L, 120L), told);
  }

  @Test
  void shouldForgetOneRunThatLateDocumentsUndo() {
    Instant later = NOON.plusSeconds(60);
    var noon = undone(run(NOON.plusSeconds(30)), run(later, Key.WHOLE));
    assertEquals(new Pending(later, 1), new Pending(NOON, 2).without(Key.WHOLE, noon));
    assertEquals(WatchState.QUIET, new Pending(NOON, 1).without(Key.WHOLE, undone()));
    assertEquals(
        new Pending(later, 1), new Pending(later, 1).without(Key.WHOLE, noon), "it began later");
  }

  @Test
  void shouldCountOnlyRunsThatNameTheKey() {
    var noon = undone(run(NOON.plusSeconds(60)), run(NOON.plusSeconds(120), Key.of("other", "x")));
    assertEquals(WatchState.QUIET, new Pending(NOON, 1).without(Key.WHOLE, noon));
  }

  private static Correction undone(Closed... after) {
    return new Correction(run(NOON, Key.WHOLE), List.of(), Set.of(Key.WHOLE), List.of(after));
  }

  private static Closed run(Instant due, Key... breached) {
    return new Closed(due, due.minusSeconds(60), due, true, Set.of(breached));
  }

  private static Firing firing(int told, Instant lastTold) {
    return new Firing(NOON, Map.of("alertname", "A"), told, lastTold);
  }
}
