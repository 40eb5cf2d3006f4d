package io.vigia.launcher.terminal;

import java.time.Duration;

/** The time since it was made, untouched by changes of the clock. */
public final class Stopwatch {

  private final long begin = System.nanoTime();

  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  public double seconds() {
    return elapsed().toMillis() / 1000.0;
  }

  public boolean passed(Duration limit) {
    return elapsed().compareTo(limit) >= 0;
  }
}
