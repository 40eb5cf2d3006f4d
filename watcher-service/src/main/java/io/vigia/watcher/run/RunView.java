package io.vigia.watcher.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A past run, for people.
 *
 * @param at when it was due
 * @param took from the start of its search to its end
 * @param from of the window, which ends at {@code to}
 * @param keys that it found
 * @param breached the keys that breached, at most 1,000; null when none
 * @param corrected whether late documents changed the verdict afterwards
 * @param query what it asked, as if it had asked alone; null when the definition has changed since
 */
public record RunView(
    UUID watcher,
    String name,
    Instant at,
    Instant startedAt,
    Duration took,
    Instant from,
    Instant to,
    String verdict,
    @Nullable Double value,
    String reason,
    int keys,
    @Nullable JsonNode breached,
    boolean corrected,
    @Nullable JsonNode query) {}
