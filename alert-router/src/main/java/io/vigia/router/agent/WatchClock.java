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
 * @param movedAt when it last moved, on the wall
 */
record WatchClock(Duration reading, Duration resumed, Instant movedAt) {

  /** The clock after a look that found everything processed. */
  WatchClock advance(Instant now, Duration elapsed, Duration longStandStill) {
    boolean stoodStill = Duration.between(movedAt, now).compareTo(longStandStill) > 0;
    return new WatchClock(
        reading.plus(elapsed.isNegative() ? Duration.ZERO : elapsed),
        stoodStill ? reading : resumed,
        now);
  }

  /**
   * @param heard the reading when a heartbeat was stored
   */
  Duration since(Duration heard) {
    return reading.minus(heard.compareTo(resumed) > 0 ? heard : resumed);
  }
}
