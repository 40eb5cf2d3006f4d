package io.vigia.remediation.runbook;

/** What the runbook files need to know of a step, probe or guard. Each brings its own. */
public interface Strategy {

  /** Its name in runbooks. */
  String type();

  /** The record that its fields are read into; the constructor refuses what is wrong. */
  Class<?> settings();

  /** For strategies without settings. */
  record None() {}
}
