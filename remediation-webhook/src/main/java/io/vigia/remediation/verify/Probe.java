package io.vigia.remediation.verify;

import io.smallrye.mutiny.Uni;
import io.vigia.remediation.runbook.Strategy;
import java.time.Duration;

/** Looks whether a target is well. A new one is a bean in a file of its own. */
public interface Probe extends Strategy {

  @Override
  default Kind kind() {
    return Kind.PROBE;
  }

  /** What one look found; the sentence goes into the audit. */
  record Look(boolean well, String what) {}

  /** For how long to look again before the repair counts as failed. */
  Duration within(Object settings);

  /** Looks once. A failed Uni is a target that is not well. */
  Uni<Look> look(String target, Object settings);
}
