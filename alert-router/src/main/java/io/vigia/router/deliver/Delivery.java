package io.vigia.router.deliver;

import java.time.Instant;
import java.util.UUID;

/**
 * A notification on its way to one integration.
 *
 * @param id stays the same over tries, so that a receiver can collapse repeats
 * @param lane deliveries of one lane go out one after the other, in order
 * @param attempts how often it was tried, this try included; also the fencing token of its lease
 */
public record Delivery(
    UUID id,
    String lane,
    String integration,
    Notification notification,
    int attempts,
    Instant createdAt) {}
