package io.vigia.launcher.process;

import io.vigia.launcher.terminal.Failure;

/** Waiting between two looks at something that only can be looked at. */
public final class Pause {

  private Pause() {}

  public static void millis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.failed("interrupted");
    }
  }
}
