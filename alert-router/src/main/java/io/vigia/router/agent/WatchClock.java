package io.vigia.router.agent;

import java.time.Duration;
import java.time.Instant;

/**
 * Time as far as we were able to listen: it moves only while everything that agents sent is
 * processed, so that an outage of ours makes no agent look silent.
 *
 * @param reading how far it has moved in all
 * @param resumed the reading when it last began to move after a long stand-still: silence counts
 *     from there, so that every agent has its full deadline again
 * @param movedAt the moment, on the wall, to which it last moved
 * @param resumedAt when it last began to move after a long stand-still, on the wall
 */
record WatchClock(Duration reading, Duration resumed, Instant movedAt, Instant resumedAt) {

  /** For who does not measure silence. */
  static final WatchClock UNKNOWN =
      new WatchClock(Duration.ZERO, Duration.ZERO, Instant.EPOCH, Instant.EPOCH);

  /**
   * The clock after a look that found everything processed up to a moment.
   *
   * @param horizon that moment
   */
  WatchClock advance(Instant horizon, Duration elapsed, Duration longStandStill) {
    boolean stoodStill = Duration.between(movedAt, horizon).compareTo(longStandStill) > 0;
    Duration next = reading.plus(elapsed.isNegative() ? Duration.ZERO : elapsed);
    return new WatchClock(
        next, stoodStill ? next : resumed, horizon, stoodStill ? horizon : resumedAt);
  }

  /**
   * @param heard the reading when a heartbeat was stored
   */
  Duration since(Duration heard) {
    return reading.minus(heard.compareTo(resumed) > 0 ? heard : resumed);
  }
}
