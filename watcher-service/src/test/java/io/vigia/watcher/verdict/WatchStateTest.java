package io.vigia.watcher.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.watcher.cluster.Unanswered.Reason;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.verdict.Verdict.Known;
import io.vigia.watcher.verdict.Verdict.Unknown;
import io.vigia.watcher.verdict.WatchState.Change;
import io.vigia.watcher.verdict.WatchState.Firing;
import io.vigia.watcher.verdict.WatchState.Pending;
import io.vigia.watcher.verdict.WatchState.Quiet;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchStateTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Reading BAD = new Reading(9.0, true, "9 is too many");
  private static final Reading GOOD = new Reading(0.0, false, "none");
  private static final Verdict UNKNOWN = new Unknown(Reason.SHARD_FAILURES, "1 of 2");

  @Test
  void shouldFireAtOnceWhenOneRunIsEnough() {
    var step = new Quiet().on(new Known(BAD), NOON, 1);
    assertEquals(new Firing(NOON), step.next());
    assertEquals(Optional.of(new Change.Fires(NOON, BAD)), step.change());
  }

  @Test
  void shouldWaitForAsManyRunsAsItIsTold() {
    var first = new Quiet().on(new Known(BAD), NOON, 3);
    var second = first.next().on(new Known(BAD), NOON.plusSeconds(30), 3);
    assertEquals(new Pending(NOON, 2), second.next());
    assertEquals(Optional.empty(), second.change());
    var third = second.next().on(new Known(BAD), NOON.plusSeconds(60), 3);
    assertEquals(new Firing(NOON), third.next());
  }

  @Test
  void shouldNeitherFireNorEndWhenNothingIsKnown() {
    assertEquals(new Quiet(), new Quiet().on(UNKNOWN, NOON, 1).next());
    assertEquals(new Pending(NOON, 1), new Pending(NOON, 1).on(UNKNOWN, NOON, 2).next());
    var firing = new Firing(NOON).on(UNKNOWN, NOON.plusSeconds(30), 1);
    assertEquals(new Firing(NOON), firing.next());
    assertEquals(Optional.empty(), firing.change());
  }

  @Test
  void shouldAlwaysTellTheEnd() {
    var step = new Firing(NOON).on(new Known(GOOD), NOON.plusSeconds(30), 3);
    assertEquals(new Quiet(), step.next());
    assertEquals(Optional.of(new Change.Ends(NOON, GOOD)), step.change());
  }

  @Test
  void shouldSayNothingMoreWhileItFires() {
    assertEquals(Optional.empty(), new Firing(NOON).on(new Known(BAD), NOON, 1).change());
  }
}
