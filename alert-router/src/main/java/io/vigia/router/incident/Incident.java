package io.vigia.router.incident;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vigia.contracts.Labels;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to one cause.
 *
 * @param cause the key of the group that opened it
 * @param labels the labels of that group
 * @param openedAt when its first alert began, as the source has it
 * @param detectedAt when the router stored that alert
 * @param firing how many of its alerts fire now
 * @param endedAt the end of the last alert; null while one fires
 * @param closedAt when it had been quiet for long enough
 * @param toldAt when the first notification was delivered, requests for repairs aside
 * @param acknowledgedAt the first acknowledgement or note of a person
 * @param runbook of the first repair that succeeded and was verified
 */
record Incident(
    UUID id,
    @JsonIgnore String tenant,
    String cause,
    Labels labels,
    Instant openedAt,
    Instant detectedAt,
    int firing,
    @Nullable Instant endedAt,
    @Nullable Instant closedAt,
    @Nullable Instant toldAt,
    @Nullable Instant acknowledgedAt,
    @Nullable String runbook) {

  /** Who put it right. */
  enum Repair {
    RUNBOOK,
    /** Somebody had taken it on, or written what they found. */
    PERSON,
    /** It went away by itself, as far as is known here. */
    NOBODY
  }

  /** It is open until nothing of it has fired for the quiet time. */
  @JsonProperty
  String state() {
    return closedAt == null ? "open" : "closed";
  }

  /** Null while it has not ended. */
  @JsonProperty
  @Nullable Repair repairedBy() {
    if (endedAt == null) {
      return null;
    }
    return runbook != null
        ? Repair.RUNBOOK
        : acknowledgedAt != null ? Repair.PERSON : Repair.NOBODY;
  }

  @JsonProperty
  Times times() {
    return Times.of(this);
  }
}
