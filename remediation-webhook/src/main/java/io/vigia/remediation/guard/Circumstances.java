package io.vigia.remediation.guard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What guards decide by, read under one lock so that replicas cannot both say yes.
 *
 * @param killSwitch why all repairs are stopped, if they are
 * @param resolvedAt when the alert was said to have ended, if it was
 * @param recent what was decided for this tenant in the last day, the newest first
 */
public record Circumstances(
    Optional<String> killSwitch, Optional<Instant> resolvedAt, List<Past> recent) {

  /** An earlier execution that was allowed. */
  public record Past(String runbook, String target, Instant decidedAt, String status) {}

  public Circumstances {
    recent = List.copyOf(recent);
  }
}
