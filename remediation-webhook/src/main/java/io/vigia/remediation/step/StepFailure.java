package io.vigia.remediation.step;

/** A step that did not do what it should; the message says why. */
public final class StepFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StepFailure(String why) {
    super(why, null, false, false);
  }
}
