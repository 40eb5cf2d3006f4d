package io.vigia.router.incident;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long it took; null where it has not come so far. Never negative: a source's clock may be
 * ahead, and somebody may act before the notification.
 *
 * @param detect from the beginning of the cause until the router knew
 * @param tell from the beginning of the cause until the first notification was delivered
 * @param acknowledge from the first notification, or if there was none from the detection, until a
 *     person acted
 * @param repair from the beginning of the cause until the end of the last alert
 */
record Times(
    Duration detect,
    @Nullable Duration tell,
    @Nullable Duration acknowledge,
    @Nullable Duration repair) {

  static Times of(Incident incident) {
    Instant heard = incident.toldAt() == null ? incident.detectedAt() : incident.toldAt();
    return new Times(
        atLeastZero(Duration.between(incident.openedAt(), incident.detectedAt())),
        between(incident.openedAt(), incident.toldAt()),
        between(heard, incident.acknowledgedAt()),
        between(incident.openedAt(), incident.endedAt()));
  }

  private static @Nullable Duration between(Instant from, @Nullable Instant until) {
    return until == null ? null : atLeastZero(Duration.between(from, until));
  }

  /** In whole milliseconds, as clocks of sources have them. */
  private static Duration atLeastZero(Duration time) {
    return time.isNegative() ? Duration.ZERO : Duration.ofMillis(time.toMillis());
  }
}
