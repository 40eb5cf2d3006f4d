package io.vigia.launcher.terminal;

/** What a shell learns from {@code ./vigia}. */
public enum ExitCode {
  OK(0),
  /** It ran and the answer is no: a part is not ready, a check failed, a story did not hold. */
  FAILED(1),
  /** Unknown command, option or name. */
  USAGE(2),
  /** Nothing was started: a port is taken, the disk is full, another run is busy. */
  REFUSED(3),
  /** A part was started and did not become ready. */
  NOT_READY(4);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
