package io.vigia.router.watchdog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.router.watchdog.Wellness.Checks;
import io.vigia.router.watchdog.Wellness.Facts;
import io.vigia.router.watchdog.Wellness.Ill;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WellnessTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void shouldBeWellWhenNothingIsDueOrOnlyJustNow() {
    assertTrue(of(Optional.empty(), Optional.empty()).isWell());
    assertTrue(of(ago(60), ago(120)).isWell());
    assertTrue(of(ago(-300), ago(-300)).isWell(), "due later");
    assertEquals(new Checks("ok", "ok", "ok"), of(ago(0), ago(0)).checks());
  }

  @Test
  void shouldBeUnwellWhenAGroupIsOverdue() {
    assertEquals(Set.of(Ill.GROUPS_OVERDUE), of(ago(61), Optional.empty()).ills());
  }

  @Test
  void shouldBeUnwellWhenNobodyTriesADelivery() {
    assertEquals(Set.of(Ill.DELIVERIES_UNTRIED), of(Optional.empty(), ago(121)).ills());
    assertEquals(Set.of(Ill.GROUPS_OVERDUE, Ill.DELIVERIES_UNTRIED), of(ago(99), ago(199)).ills());
  }

  @Test
  void shouldBeUnwellWithoutTheDatabase() {
    var wellness = Wellness.of(Optional.empty(), NOON);
    assertFalse(wellness.isWell());
    assertEquals("failed", wellness.checks().database());
  }

  private static Wellness of(Optional<Instant> group, Optional<Instant> delivery) {
    return Wellness.of(Optional.of(new Facts(group, delivery)), NOON);
  }

  private static Optional<Instant> ago(long seconds) {
    return Optional.of(NOON.minusSeconds(seconds));
  }
}
