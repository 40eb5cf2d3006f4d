package io.vigia.launcher.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Batches of varied size at a mean rate. What could not be sent in time is not caught up: the rate
 * holds while the door is open.
 */
final class Pace {

  private final SplittableRandom random;
  private final double perSecond;
  private final int largest;
  private Instant due = Instant.MIN;

  /**
   * @param perSecond entries, not batches
   * @param largest entries of a batch
   */
  Pace(SplittableRandom random, double perSecond, int largest) {
    this.random = random;
    this.perSecond = perSecond;
    this.largest = largest;
  }

  /** The size of the batch that is due, or 0. */
  int take(Instant now) {
    if (now.isBefore(due)) {
      return 0;
    }
    int size = 1 + random.nextInt(largest);
    due = now.plus(Duration.ofMillis(Math.round(size * 1000 / perSecond)));
    return size;
  }
}
