package io.vigia.router.deliver;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery for people.
 *
 * @param reason why the group spoke
 * @param status pending, delivered, skipped or dead
 * @param lastError why it was skipped or the last try failed, if so
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
    @Nullable Instant finishedAt) {}
