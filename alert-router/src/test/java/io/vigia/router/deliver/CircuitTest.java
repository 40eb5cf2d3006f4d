package io.vigia.router.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.router.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CircuitTest {

  private static final Instant NOON = Alerts.NOON;

  @Test
  void shouldLeaveOthersAloneAfterOneFailure() {
    Circuit once = failed(Optional.empty(), 0, 1);
    assertFalse(once.isOpen());
    assertEquals(at(1), once.openUntil());
    assertFalse(failed(Optional.of(once), 1, 2).isOpen());
  }

  @Test
  void shouldOpenAfterThreeInARowAndWaitLongerEachTime() {
    Circuit circuit = opened();
    assertTrue(circuit.isOpen());
    assertEquals(at(4), circuit.openUntil());
    Circuit again = failed(Optional.of(circuit), 4, 5);
    assertEquals(at(7), again.openUntil());
    assertEquals(at(12), failed(Optional.of(again), 7, 8).openUntil());
    assertEquals(at(1), again.failingSince());
  }

  @Test
  void shouldNeverWaitLongerThanFiveMinutes() {
    Circuit circuit = opened();
    Instant now = at(10);
    for (int i = 0; i < 40; i++) {
      now = circuit.openUntil().plusSeconds(1);
      circuit =
          Circuit.failed(Optional.of(circuit), now, now, Optional.empty(), "connection refused");
    }
    assertEquals(now.plus(Duration.ofMinutes(5)), circuit.openUntil());
  }

  @Test
  void shouldCountTriesOnceThatHadBegunBeforeItOpened() {
    Circuit late = failed(Optional.of(opened()), 1, 3);
    assertEquals(3, late.failures());
    assertEquals(at(4), late.openUntil());
  }

  @Test
  void shouldWaitAsLongAsTheReceiverAsksButAtMostAnHour() {
    Circuit asked =
        Circuit.failed(
            Optional.empty(), NOON, NOON, Optional.of(Duration.ofSeconds(90)), "HTTP 429");
    assertEquals(at(90), asked.openUntil());
    assertEquals(
        NOON.plus(Duration.ofHours(1)),
        Circuit.failed(Optional.empty(), NOON, NOON, Optional.of(Duration.ofDays(9)), "HTTP 429")
            .openUntil());
    Circuit sooner =
        Circuit.failed(
            Optional.of(opened()), at(4), at(4), Optional.of(Duration.ofSeconds(7)), "HTTP 503");
    assertEquals(at(11), sooner.openUntil());
  }

  @Test
  void shouldBackOffEvenIfTheReceiverAsksForLess() {
    Circuit atOnce =
        Circuit.failed(Optional.of(opened()), at(4), at(5), Optional.of(Duration.ZERO), "HTTP 503");
    assertEquals(at(7), atOnce.openUntil());
  }

  private static Circuit opened() {
    Circuit one = failed(Optional.empty(), 0, 1);
    Circuit two = failed(Optional.of(one), 1, 2);
    return failed(Optional.of(two), 2, 3);
  }

  private static Circuit failed(Optional<Circuit> before, long begun, long now) {
    return Circuit.failed(before, at(begun), at(now), Optional.empty(), "HTTP 503");
  }

  private static Instant at(long seconds) {
    return Alerts.at(seconds);
  }
}
