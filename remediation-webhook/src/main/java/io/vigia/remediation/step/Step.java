package io.vigia.remediation.step;

import io.smallrye.mutiny.Uni;
import io.vigia.remediation.runbook.Strategy;

/**
 * Something that a runbook does. It may be asked to do the same again after a crash, so doing it
 * twice must be as good as once. A new one is a bean in a file of its own.
 */
public interface Step extends Strategy {

  @Override
  default Kind kind() {
    return Kind.STEP;
  }

  /** What a step acts for. */
  record Task(String execution, String runbook, String target, String alertname) {}

  /**
   * Does it; completes with a sentence for the audit, fails with a {@link StepFailure}.
   *
   * @param settings of the class that {@link #settings()} names
   */
  Uni<String> act(Task task, Object settings);
}
