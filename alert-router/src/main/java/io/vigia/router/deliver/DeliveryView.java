package io.vigia.router.deliver;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery for people.
 *
 * @param reason why the group spoke, or {@code DIGEST}
 * @param status pending, delivered, skipped, dead, or digested: told with others by a digest
 * @param lastError why it was skipped or the last try failed, if so
 * @param origin the delivery for which it stands in at a fallback receiver
 * @param digest the delivery that tells it with others
 * @param replayedBy who sent it on its way again
 */
public record DeliveryView(
    UUID id,
    String receiver,
    String integration,
    String groupKey,
    String reason,
    String status,
    int attempts,
    @Nullable String lastError,
    Instant createdAt,
    @Nullable Instant finishedAt,
    @Nullable UUID origin,
    @Nullable UUID digest,
    @Nullable String replayedBy) {}
