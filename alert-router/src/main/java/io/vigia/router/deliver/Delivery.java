package io.vigia.router.deliver;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A notification on its way to one integration.
 *
 * @param id stays the same over tries, so that a receiver can collapse repeats
 * @param lane deliveries of one lane go out one after the other, in order
 * @param attempts how often it was tried, this try included; also the fencing token of its lease
 * @param waitingSince since when it is tried; its creation, or the last replay
 * @param held a throttle let it wait: it is told of what still fires and is not muted
 * @param pieces what a {@link PieceNotifier} has told of it already
 */
public record Delivery(
    UUID id,
    String lane,
    String integration,
    Notification notification,
    int attempts,
    Instant createdAt,
    Instant waitingSince,
    boolean held,
    Set<String> pieces) {

  public Delivery {
    pieces = Set.copyOf(pieces);
  }

  /** One that nobody has begun to tell. */
  public Delivery(
      UUID id,
      String lane,
      String integration,
      Notification notification,
      int attempts,
      Instant createdAt) {
    this(id, lane, integration, notification, attempts, createdAt, createdAt, false, Set.of());
  }

  /** {@code receiver/integration}. */
  String target() {
    return notification.receiver() + "/" + integration;
  }

  /** The same with another content. */
  Delivery with(Notification other) {
    return new Delivery(
        id, lane, integration, other, attempts, createdAt, waitingSince, held, pieces);
  }
}
