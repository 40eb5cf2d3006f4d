package io.vigia.watcher.fresh;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of r4's {@code monitor_config}: the settings, and what is known of the checks.
 *
 * @param id of the watcher
 * @param lastCheck the last time that it ran, whatever came of it
 * @param lastSuccess the last time that data was fresh
 * @param lastFailure the last time that data was stale; a cluster that does not answer is no
 *     failure
 * @param failureCount how many checks in a row found stale data
 * @param createdAt when it was made; null for a watcher that was never a monitor before
 * @param origin what discovered it; {@code api} for people
 * @param notes what was taken and has no effect here
 */
@JsonNaming(SnakeCaseStrategy.class)
public record MonitorView(
    UUID id,
    @JsonUnwrapped MonitorForm settings,
    @Nullable Instant lastCheck,
    @Nullable Instant lastSuccess,
    @Nullable Instant lastFailure,
    int failureCount,
    @Nullable Instant createdAt,
    Instant updatedAt,
    String origin,
    List<String> notes) {

  /** The same for those who may not see the whole address of the webhook. */
  MonitorView masked() {
    return new MonitorView(
        id,
        settings.masked(),
        lastCheck,
        lastSuccess,
        lastFailure,
        failureCount,
        createdAt,
        updatedAt,
        origin,
        notes);
  }

  /** The same with what is to be said of how it was taken. */
  MonitorView noting(List<String> said) {
    return new MonitorView(
        id,
        settings,
        lastCheck,
        lastSuccess,
        lastFailure,
        failureCount,
        createdAt,
        updatedAt,
        origin,
        said);
  }
}
