package io.vigia.router.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whether Vigía does what it is for. A decision: no clock, no I/O.
 *
 * @param ills what is wrong; empty when it is well
 */
record Wellness(Set<Ill> ills) {

  /** A group may be late by so much. */
  static final Duration GROUP_GRACE = Duration.ofMinutes(1);

  /** A delivery that is due may wait so long for a try. */
  static final Duration DELIVERY_GRACE = Duration.ofMinutes(2);

  enum Ill {
    DATABASE_AWAY,
    GROUPS_OVERDUE,
    DELIVERIES_UNTRIED
  }

  /**
   * What the database says.
   *
   * @param oldestGroup since when the first of the groups is due
   * @param oldestDelivery since when the first of the deliveries is due that nobody tries
   */
  record Facts(Optional<Instant> oldestGroup, Optional<Instant> oldestDelivery) {}

  /** What the outside hears of it. */
  record Checks(String database, String groups, String deliveries) {}

  Wellness {
    ills = Set.copyOf(ills);
  }

  /**
   * @param facts empty when the database did not answer
   */
  static Wellness of(Optional<Facts> facts, Instant now) {
    if (facts.isEmpty()) {
      return new Wellness(Set.of(Ill.DATABASE_AWAY));
    }
    var ills = EnumSet.noneOf(Ill.class);
    if (isOverdue(facts.get().oldestGroup(), GROUP_GRACE, now)) {
      ills.add(Ill.GROUPS_OVERDUE);
    }
    if (isOverdue(facts.get().oldestDelivery(), DELIVERY_GRACE, now)) {
      ills.add(Ill.DELIVERIES_UNTRIED);
    }
    return new Wellness(ills);
  }

  boolean isWell() {
    return ills.isEmpty();
  }

  Checks checks() {
    return new Checks(
        word(Ill.DATABASE_AWAY), word(Ill.GROUPS_OVERDUE), word(Ill.DELIVERIES_UNTRIED));
  }

  private String word(Ill ill) {
    return ills.contains(ill) ? "failed" : "ok";
  }

  private static boolean isOverdue(Optional<Instant> due, Duration grace, Instant now) {
    return due.filter(at -> at.plus(grace).isBefore(now)).isPresent();
  }
}
