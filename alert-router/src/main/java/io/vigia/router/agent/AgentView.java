package io.vigia.router.agent;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.vigia.contracts.Heartbeat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent for people: what it last said.
 *
 * @param heardAt when that was stored
 * @param silentSince null while it reports
 */
public record AgentView(
    @JsonUnwrapped Heartbeat heartbeat, Instant heardAt, @Nullable Instant silentSince) {}
