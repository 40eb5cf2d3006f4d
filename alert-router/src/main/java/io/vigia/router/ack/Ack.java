package io.vigia.router.ack;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has taken on an alert.
 *
 * @param startsAt of the episode that it is for; another episode has to be taken on anew
 * @param endedAt when it was withdrawn or another took its place; null while it waits for its
 *     expiry
 */
public record Ack(
    String fingerprint,
    Instant startsAt,
    String owner,
    String note,
    Instant madeAt,
    Instant expiresAt,
    @Nullable Instant endedAt,
    @Nullable String endedBy) {

  /** When it ceased to count, or will. */
  public Instant until() {
    return endedAt != null && endedAt.isBefore(expiresAt) ? endedAt : expiresAt;
  }
}
