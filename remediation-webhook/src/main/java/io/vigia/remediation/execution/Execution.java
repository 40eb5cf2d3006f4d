package io.vigia.remediation.execution;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Episode;
import io.vigia.contracts.RemediationOutcome;
import io.vigia.contracts.RemediationOutcome.Step;
import io.vigia.contracts.RemediationOutcome.Times;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of one runbook for one episode.
 *
 * @param decision {@code none} before a decision, {@code allowed}, or what denied it
 * @param attempts how often a process took it up since it was queued
 * @param token of its lease; grows with every claim
 */
public record Execution(
    UUID id,
    String tenant,
    String runbook,
    String target,
    Episode episode,
    Alert alert,
    String requestedBy,
    Status status,
    String decision,
    String reason,
    List<Step> steps,
    boolean verified,
    Instant detectedAt,
    Instant receivedAt,
    @Nullable Instant decidedAt,
    @Nullable Instant actedAt,
    @Nullable Instant verifiedAt,
    int attempts,
    long token) {

  /** Where it stands. */
  public enum Status {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    DENIED
  }

  public Execution {
    steps = List.copyOf(steps);
  }

  Times times() {
    return new Times(episode.startsAt(), detectedAt, receivedAt, decidedAt, actedAt, verifiedAt);
  }

  Execution decided(Status next, String code, String why, Instant at) {
    return new Execution(
        id,
        tenant,
        runbook,
        target,
        episode,
        alert,
        requestedBy,
        next,
        code,
        why,
        steps,
        verified,
        detectedAt,
        receivedAt,
        at,
        actedAt,
        verifiedAt,
        attempts,
        token);
  }

  Execution acted(List<Step> done, Instant at) {
    return new Execution(
        id,
        tenant,
        runbook,
        target,
        episode,
        alert,
        requestedBy,
        status,
        decision,
        reason,
        done,
        verified,
        detectedAt,
        receivedAt,
        decidedAt,
        at,
        verifiedAt,
        attempts,
        token);
  }

  Execution ended(Status last, String why, boolean proven, @Nullable Instant provenAt) {
    return new Execution(
        id,
        tenant,
        runbook,
        target,
        episode,
        alert,
        requestedBy,
        last,
        decision,
        why,
        steps,
        proven,
        detectedAt,
        receivedAt,
        decidedAt,
        actedAt,
        provenAt,
        attempts,
        token);
  }

  /**
   * @throws IllegalStateException while it has not ended
   */
  RemediationOutcome outcome() {
    var ended =
        switch (status) {
          case SUCCEEDED -> RemediationOutcome.Status.SUCCEEDED;
          case FAILED -> RemediationOutcome.Status.FAILED;
          case DENIED -> RemediationOutcome.Status.DENIED;
          default -> throw new IllegalStateException(id + " has not ended");
        };
    return new RemediationOutcome(
        tenant, id, runbook, target, episode, ended, decision, reason, steps, verified, times());
  }
}
