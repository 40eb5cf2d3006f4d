package io.vigia.kit.deliver;

import java.time.Duration;
import java.util.Optional;

/** What becomes of a delivery after a try. A decision: no clock, no I/O. */
public sealed interface Settlement {

  record Delivered() implements Settlement {}

  record Skipped(String why) implements Settlement {}

  record Retry(Duration after, String why) implements Settlement {}

  record Dead(String why) implements Settlement {}

  Duration FIRST = Duration.ofSeconds(1);
  Duration LONGEST = Duration.ofMinutes(5);
  Duration MOST_PATIENCE = Duration.ofHours(1);

  /**
   * @param attempts tries so far, this one included
   * @param age since the notification was made
   */
  static Settlement of(Receipt receipt, int attempts, Duration age, Duration giveUpAfter) {
    if (receipt instanceof Receipt.Taken) {
      return new Delivered();
    }
    if (receipt instanceof Receipt.NotConcerned notConcerned) {
      return new Skipped(notConcerned.why());
    }
    if (receipt instanceof Receipt.Rejected rejected) {
      return new Dead("rejected: " + rejected.why());
    }
    var notNow = (Receipt.NotNow) receipt;
    Duration after = longer(backOff(attempts), notNow.retryAfter().map(Settlement::bounded));
    return age.plus(after).compareTo(giveUpAfter) > 0
        ? new Dead("given up after " + giveUpAfter + ": " + notNow.why())
        : new Retry(after, notNow.why());
  }

  /** A receiver may ask for patience, not for silence. */
  private static Duration bounded(Duration asked) {
    return asked.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : asked;
  }

  /** Who asks to be tried again at once is not. */
  private static Duration longer(Duration own, Optional<Duration> asked) {
    return asked.filter(a -> a.compareTo(own) > 0).orElse(own);
  }

  private static Duration backOff(int attempts) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(attempts - 1, 20));
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }
}
