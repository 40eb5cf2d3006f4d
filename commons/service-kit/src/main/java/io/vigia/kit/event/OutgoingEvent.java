package io.vigia.kit.event;

import io.vigia.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/**
 * An event on its way out, as it lies in an outbox or spool.
 *
 * @param id stays the same over re-sends
 * @param key the record key; events of one key stay in order
 * @param json the value
 */
public record OutgoingEvent(
    UUID id, Topic topic, String key, String source, Instant time, String json) {}
