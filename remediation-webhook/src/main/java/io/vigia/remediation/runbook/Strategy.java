package io.vigia.remediation.runbook;

/** What the runbook files need to know of a step, probe or guard. Each brings its own. */
public interface Strategy {

  /** The list of a runbook in which it may stand. */
  enum Kind {
    STEP,
    PROBE,
    GUARD
  }

  Kind kind();

  /** Its name in runbooks. */
  String type();

  /** The record that its fields are read into; the constructor refuses what is wrong. */
  Class<?> settings();

  /** For strategies without settings. */
  record None() {}
}
