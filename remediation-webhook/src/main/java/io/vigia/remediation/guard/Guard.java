package io.vigia.remediation.guard;

import io.vigia.remediation.runbook.Strategy;
import java.time.Instant;
import java.util.Optional;

/**
 * Says whether a repair may go ahead now. Pure: no clock, no I/O. A new one is a bean in a file of
 * its own.
 */
public interface Guard extends Strategy {

  @Override
  default Kind kind() {
    return Kind.GUARD;
  }

  /** Whether it is asked for every runbook, named there or not; then its settings are unused. */
  default boolean isAlwaysAsked() {
    return false;
  }

  /**
   * @param settings of the class that {@link #settings()} names
   */
  Optional<Denial> check(
      String runbook, String target, Object settings, Circumstances circumstances, Instant now);
}
