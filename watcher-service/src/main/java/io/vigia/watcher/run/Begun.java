package io.vigia.watcher.run;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** When a search left its queue: the first time, if it is repeated. */
final class Begun implements Runnable {

  private final Clock clock;
  private final AtomicReference<@Nullable Instant> at = new AtomicReference<>();

  Begun(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void run() {
    at.compareAndSet(null, clock.instant());
  }

  /** Now, if it never left it. */
  Instant at() {
    Instant known = at.get();
    return known == null ? clock.instant() : known;
  }
}
