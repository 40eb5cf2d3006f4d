package io.vigia.remediation.execution;

import io.vigia.contracts.Episode;
import io.vigia.contracts.RemediationOutcome.Step;
import io.vigia.contracts.RemediationOutcome.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An execution for people and scripts, with the time that each phase took. */
record ExecutionView(
    UUID id,
    String runbook,
    String target,
    Episode episode,
    Map<String, String> labels,
    String requestedBy,
    String status,
    String decision,
    String reason,
    boolean verified,
    List<Step> steps,
    Times times,
    Durations durations) {

  /** Each from the end of the phase before it; null where it did not come that far. */
  record Durations(
      Duration detect,
      @Nullable Duration decide,
      @Nullable Duration act,
      @Nullable Duration verify) {

    static Durations of(Times times) {
      return new Durations(
          Duration.between(times.startedAt(), times.detectedAt()),
          between(times.detectedAt(), times.decidedAt()),
          between(times.decidedAt(), times.actedAt()),
          between(times.actedAt(), times.verifiedAt()));
    }

    private static @Nullable Duration between(@Nullable Instant from, @Nullable Instant to) {
      return from == null || to == null ? null : Duration.between(from, to);
    }
  }

  static ExecutionView of(Execution e) {
    return new ExecutionView(
        e.id(),
        e.runbook(),
        e.target(),
        e.episode(),
        e.alert().labels().values(),
        e.requestedBy(),
        e.status().name().toLowerCase(Locale.ROOT),
        e.decision(),
        e.reason(),
        e.verified(),
        e.steps(),
        e.times(),
        Durations.of(e.times()));
  }
}
