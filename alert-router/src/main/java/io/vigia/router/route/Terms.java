package io.vigia.router.route;

import java.time.Duration;
import java.util.Optional;

/**
 * On what terms an integration is told. Alertmanager knows none of them: they stand in the files of
 * {@code vigia.router.receivers-dir}.
 *
 * @param alertInterval the least time between two episodes of one alert that it is told of
 * @param minFailureCount through how many flushes of its group an alert must fire before it is told
 * @param rate how many notifications of a tenant it takes in a time
 * @param fallback the receiver that is told what this one cannot be told
 * @param fallbackAfter how long it may be out of reach before the fallback is told; otherwise only
 *     what is given up goes there
 */
public record Terms(
    Duration alertInterval,
    int minFailureCount,
    Optional<Rate> rate,
    Optional<String> fallback,
    Optional<Duration> fallbackAfter) {

  public static final Terms NONE =
      new Terms(Duration.ZERO, 1, Optional.empty(), Optional.empty(), Optional.empty());

  /** At most so many notifications in any stretch of that length. */
  public record Rate(int notifications, Duration per) {
    static final int MOST = 1_000;

    public Rate {
      if (notifications < 1 || notifications > MOST) {
        throw new IllegalArgumentException("notifications: 1 to " + MOST);
      }
      if (per == null || per.isZero() || per.isNegative() || per.toDays() > 1) {
        throw new IllegalArgumentException("per: more than 0s, at most 1d");
      }
    }
  }

  public static Terms throttled(Duration alertInterval, int minFailureCount) {
    return new Terms(
        alertInterval, minFailureCount, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether each alert has to be asked for. */
  public boolean throttles() {
    return !alertInterval.isZero() || minFailureCount > 1;
  }

  /** The same throttle with what its receiver says for all of its integrations. */
  Terms of(Terms receiver, boolean forPeople) {
    return new Terms(
        alertInterval,
        minFailureCount,
        forPeople ? receiver.rate : Optional.empty(),
        receiver.fallback,
        receiver.fallbackAfter);
  }
}
