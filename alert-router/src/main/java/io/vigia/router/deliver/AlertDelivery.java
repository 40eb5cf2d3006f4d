package io.vigia.router.deliver;

import io.vigia.contracts.Alert.Status;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that speaks of a certain alert.
 *
 * @param said what it says of the alert
 * @param startsAt of the episode that it speaks of
 * @param reason why the group spoke
 * @param status pending, delivered, skipped or dead
 * @param lastError why it was skipped or the last try failed, if so
 * @param nextAttemptAt while it is pending
 */
public record AlertDelivery(
    UUID id,
    String groupKey,
    String receiver,
    String integration,
    Status said,
    Instant startsAt,
    String reason,
    String status,
    int attempts,
    @Nullable String lastError,
    Instant createdAt,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant finishedAt) {}
