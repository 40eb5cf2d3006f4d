package io.vigia.remediation.execution;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Episode;
import java.time.Instant;

/** That a runbook be run for an episode; the same wish twice is one. */
public record Wish(
    String tenant,
    String runbook,
    String target,
    Episode episode,
    Alert alert,
    String requestedBy,
    Instant receivedAt) {}
