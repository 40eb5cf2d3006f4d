package io.vigia.router.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.router.agent.Attention.Look;
import io.vigia.router.agent.Attention.Offsets;
import io.vigia.router.agent.Attention.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttentionTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration LONGEST = Duration.ofSeconds(10);

  @Test
  void shouldMoveToTheMomentUpToWhichAllIsProcessed() {
    Look first = look(0, Map.of(0, 1L), Map.of(0, 1L));
    Look second = look(1, Map.of(0, 5L), Map.of(0, 7L));
    Look third = look(2, Map.of(0, 7L), Map.of(0, 9L));
    Attention lagging = of(List.of(first), second);
    assertEquals(Reason.LAGGING, lagging.reason());
    assertEquals(Duration.ZERO, lagging.elapsed());
    Attention moved = of(lagging.pending(), third);
    assertEquals(Reason.CAUGHT_UP, moved.reason());
    assertEquals(Duration.ofSeconds(1), moved.elapsed(), "what came until the third may wait");
    assertEquals(Optional.of(second.at()), moved.horizon());
    Look fourth = look(3, Map.of(0, 9L), Map.of(0, 9L));
    assertEquals(
        Duration.ofSeconds(2), of(moved.pending(), fourth).elapsed(), "no time is lost by a lag");
  }

  @Test
  void shouldStandStillWhileOnePartitionLags() {
    Look before = look(0, Map.of(), Map.of());
    assertEquals(
        Reason.LAGGING,
        of(List.of(before), look(5, Map.of(0, 9L, 1, 2L), Map.of(0, 9L, 1, 3L))).reason());
    assertEquals(
        Reason.LAGGING, of(List.of(before), look(5, Map.of(0, 9L), Map.of(0, 9L, 1, 3L))).reason());
  }

  @Test
  void shouldRememberLittleOfALongLag() {
    List<Look> pending = List.of(look(0, Map.of(), Map.of(0, 0L)));
    for (int second = 1; second < 1000; second++) {
      pending = of(pending, look(second, Map.of(0, 0L), Map.of(0, 100L + second))).pending();
    }
    assertTrue(pending.size() <= 101, pending.size() + " looks");
    assertEquals(LONGEST, of(pending, look(1000, Map.of(0, 5000L), Map.of(0, 5000L))).elapsed());
  }

  @Test
  void shouldStandStillWithoutAnAnswerAndAtTheFirstLook() {
    Look look = look(0, Map.of(), Map.of());
    assertEquals(
        Reason.KAFKA_AWAY, Attention.of(List.of(look), Optional.empty(), LONGEST).reason());
    assertEquals(Reason.FIRST_LOOK, of(List.of(), look).reason());
    assertEquals(Duration.ZERO, of(List.of(), look).elapsed());
  }

  @Test
  void shouldCountLittleOfATimeInWhichNobodyLooked() {
    assertEquals(
        LONGEST,
        of(List.of(look(0, Map.of(), Map.of())), look(3600, Map.of(), Map.of())).elapsed());
  }

  @Test
  void shouldGiveEveryAgentItsFullDeadlineAfterAnOutage() {
    var watch = new WatchClock(Duration.ofSeconds(100), Duration.ZERO, NOON, Instant.EPOCH);
    Duration heard = Duration.ofSeconds(80);
    var briefly =
        watch.advance(NOON.plusSeconds(25), Duration.ofSeconds(5), LONGEST.multipliedBy(3));
    assertEquals(Duration.ofSeconds(25), briefly.since(heard), "a short lag takes nothing back");
    var outage = watch.advance(NOON.plusSeconds(3600), Duration.ofSeconds(5), LONGEST);
    assertEquals(Duration.ofSeconds(105), outage.reading());
    assertEquals(NOON.plusSeconds(3600), outage.resumedAt());
    assertEquals(Duration.ZERO, outage.since(heard));
    assertEquals(Duration.ZERO, outage.since(Duration.ofSeconds(103)));
  }

  @Test
  void shouldNeverRunBackwards() {
    var watch = new WatchClock(Duration.ofSeconds(100), Duration.ZERO, NOON, Instant.EPOCH);
    assertEquals(
        watch.reading(),
        watch.advance(NOON.minusSeconds(60), Duration.ofSeconds(-60), LONGEST).reading());
  }

  private static Attention of(List<Look> before, Look now) {
    return Attention.of(before, Optional.of(now), LONGEST);
  }

  private static Look look(long second, Map<Integer, Long> processed, Map<Integer, Long> ends) {
    return new Look(NOON.plusSeconds(second), new Offsets(processed, ends));
  }
}
