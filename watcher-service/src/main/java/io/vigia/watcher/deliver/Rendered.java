package io.vigia.watcher.deliver;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a destination would be told.
 *
 * @param destination its place in the watcher's list, from 0
 * @param receiver who it is, without secrets
 * @param payload absent when there is a fault
 * @param fault why nothing could be sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rendered(
    int destination,
    String type,
    String receiver,
    @Nullable JsonNode payload,
    @Nullable String fault) {}
