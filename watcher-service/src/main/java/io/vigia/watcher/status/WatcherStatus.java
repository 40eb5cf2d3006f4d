package io.vigia.watcher.status;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a watcher is.
 *
 * @param verdict of the last run, or {@code new} before the first
 * @param firing keys that fire
 * @param breaches runs in a row that breached
 * @param paused whether people hold it now
 * @param slow whether it runs in the slow lane
 */
public record WatcherStatus(
    UUID watcher,
    String name,
    int version,
    boolean enabled,
    boolean paused,
    String verdict,
    int firing,
    int breaches,
    boolean slow,
    @Nullable Instant lastRunAt,
    @Nullable Instant lastOkAt,
    @Nullable Instant lastBreachAt,
    @Nullable Instant nextRunAt) {}
