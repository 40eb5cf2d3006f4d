package io.vigia.router.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.router.Alerts;
import io.vigia.router.deliver.Throttle.Reason;
import io.vigia.router.deliver.Throttle.Told;
import io.vigia.router.route.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private static final Duration FLUSHES = Duration.ofMinutes(5);
  private static final Terms HALF_AN_HOUR = Terms.throttled(Duration.ofMinutes(30), 1);
  private static final Terms THREE_FLUSHES = Terms.throttled(Duration.ZERO, 3);

  @Test
  void shouldTellTheFirstAtOnce() {
    assertEquals(told(Reason.DUE), firing(0, Optional.empty(), HALF_AN_HOUR, 0));
  }

  @Test
  void shouldLetTheNextEpisodeWaitForTheInterval() {
    assertEquals(
        new Throttle(Reason.TOLD_LATELY, Optional.of(minute(30))),
        firing(10, told(0, 0), HALF_AN_HOUR, 10));
    assertEquals(told(Reason.DUE), firing(30, told(0, 0), HALF_AN_HOUR, 30));
  }

  @Test
  void shouldNotRepeatAnEpisodeWithinTheInterval() {
    assertEquals(told(Reason.TOLD_LATELY), firing(0, told(0, 0), HALF_AN_HOUR, 10));
    assertEquals(told(Reason.DUE), firing(0, told(0, 0), HALF_AN_HOUR, 40));
  }

  @Test
  void shouldWaitUntilItHasFiredThroughSoManyFlushes() {
    assertEquals(
        new Throttle(Reason.TOO_FEW_FAILURES, Optional.of(minute(10))),
        firing(0, Optional.empty(), THREE_FLUSHES, 0));
    assertEquals(told(Reason.WAITS_ALREADY), firing(0, told(0, 10), THREE_FLUSHES, 5));
    assertEquals(told(Reason.DUE), firing(0, told(0, 10), THREE_FLUSHES, 15));
  }

  @Test
  void shouldWaitForTheLongerOfBoth() {
    Terms both = Terms.throttled(Duration.ofMinutes(30), 3);
    assertEquals(Optional.of(minute(30)), firing(5, told(0, 0), both, 5).until());
    assertEquals(Optional.of(minute(35)), firing(25, told(0, 0), both, 25).until());
  }

  @Test
  void shouldTellTheEndOfWhatWasToldAlone() {
    assertEquals(Reason.END_OF_WHAT_WAS_TOLD, resolved(0, told(0, 0), 5).reason());
    assertEquals(Reason.BEGINNING_UNTOLD, resolved(0, Optional.empty(), 5).reason());
    assertEquals(Reason.BEGINNING_UNTOLD, resolved(3, told(0, 0), 5).reason());
    assertEquals(Reason.BEGINNING_UNTOLD, resolved(0, told(0, 10), 5).reason());
  }

  private static Throttle told(Reason reason) {
    return new Throttle(reason, Optional.empty());
  }

  private static Optional<Told> told(long started, long at) {
    return Optional.of(new Told(minute(started), minute(at)));
  }

  private static Throttle firing(long started, Optional<Told> last, Terms terms, long now) {
    return Throttle.of(
        Alerts.firing("shop", started * 60, now * 60), last, terms, FLUSHES, minute(now));
  }

  private static Throttle resolved(long started, Optional<Told> last, long now) {
    return Throttle.of(
        Alerts.resolved("shop", started * 60, now * 60), last, HALF_AN_HOUR, FLUSHES, minute(now));
  }

  private static Instant minute(long minutes) {
    return Alerts.at(minutes * 60);
  }
}
