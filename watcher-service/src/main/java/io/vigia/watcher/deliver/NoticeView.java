package io.vigia.watcher.deliver;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery for people.
 *
 * @param id of this delivery, for a retry
 * @param notice of the change; the same for all its destinations
 * @param destination its place in the watcher's list, from 0
 * @param receiver of a webhook scheme and host only; of an index its cluster
 * @param index that the destination names, if it names one
 * @param tells {@code firing}, {@code still_firing} or {@code resolved}
 * @param status pending, delivered, skipped or dead
 * @param lastError why the last try failed, if it did
 * @param nextAttemptAt when it is tried next, while it is pending
 */
public record NoticeView(
    UUID id,
    UUID notice,
    UUID watcher,
    int destination,
    String type,
    String receiver,
    @Nullable String index,
    String alertname,
    String tells,
    String status,
    int attempts,
    @Nullable String lastError,
    @Nullable Instant nextAttemptAt,
    Instant createdAt,
    @Nullable Instant finishedAt) {}
