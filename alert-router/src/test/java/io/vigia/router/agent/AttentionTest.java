package io.vigia.router.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.router.agent.Attention.Look;
import io.vigia.router.agent.Attention.Offsets;
import io.vigia.router.agent.Attention.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttentionTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration LONGEST = Duration.ofSeconds(10);

  @Test
  void shouldMoveByWhatPassedWhenAllThatWasThereIsProcessed() {
    assertEquals(
        new Attention(Reason.CAUGHT_UP, Duration.ofSeconds(5)),
        of(look(0, Map.of(0, 1L), Map.of(0, 7L)), look(5, Map.of(0, 7L), Map.of(0, 9L))));
  }

  @Test
  void shouldStandStillWhileOnePartitionLags() {
    var before = look(0, Map.of(), Map.of(0, 7L, 1, 3L));
    assertEquals(Reason.LAGGING, of(before, look(5, Map.of(0, 9L, 1, 2L), Map.of())).reason());
    assertEquals(Reason.LAGGING, of(before, look(5, Map.of(0, 9L), Map.of())).reason());
  }

  @Test
  void shouldStandStillWithoutAnAnswerAndAtTheFirstLook() {
    var look = look(0, Map.of(), Map.of());
    assertEquals(Reason.KAFKA_AWAY, of(look, Optional.empty()).reason());
    assertEquals(Reason.FIRST_LOOK, of(Optional.empty(), look).reason());
    assertEquals(Duration.ZERO, of(Optional.empty(), look).elapsed());
  }

  @Test
  void shouldCountLittleOfATimeInWhichNobodyLooked() {
    assertEquals(
        LONGEST, of(look(0, Map.of(), Map.of()), look(3600, Map.of(), Map.of())).elapsed());
  }

  @Test
  void shouldGiveEveryAgentItsFullDeadlineAfterAnOutage() {
    var watch = new WatchClock(Duration.ofSeconds(100), Duration.ZERO, NOON);
    Duration heard = Duration.ofSeconds(80);
    var briefly =
        watch.advance(NOON.plusSeconds(25), Duration.ofSeconds(5), LONGEST.multipliedBy(3));
    assertEquals(Duration.ofSeconds(25), briefly.since(heard), "a short lag takes nothing back");
    var outage = watch.advance(NOON.plusSeconds(3600), Duration.ofSeconds(5), LONGEST);
    assertEquals(Duration.ofSeconds(105), outage.reading());
    assertEquals(Duration.ofSeconds(5), outage.since(heard));
    assertEquals(Duration.ofSeconds(2), outage.since(Duration.ofSeconds(103)));
  }

  @Test
  void shouldNeverRunBackwards() {
    var watch = new WatchClock(Duration.ofSeconds(100), Duration.ZERO, NOON);
    assertEquals(
        watch.reading(),
        watch.advance(NOON.minusSeconds(60), Duration.ofSeconds(-60), LONGEST).reading());
  }

  private static Attention of(Optional<Look> before, Optional<Look> now) {
    return Attention.of(before, now, LONGEST);
  }

  private static Optional<Look> look(
      long second, Map<Integer, Long> processed, Map<Integer, Long> ends) {
    return Optional.of(new Look(NOON.plusSeconds(second), new Offsets(processed, ends)));
  }
}
