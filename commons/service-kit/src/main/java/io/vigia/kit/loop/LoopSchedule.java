package io.vigia.kit.loop;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a pass again and again, never two at a time: at once while passes find work, after a pause
 * when idle or after a failure, and early when nudged.
 */
public final class LoopSchedule implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LoopSchedule.class);

  private final String name;
  private final Duration pause;
  private final Supplier<Uni<Boolean>> pass;
  private boolean running;
  private boolean nudged;
  private boolean closed;
  private @Nullable ScheduledFuture<?> next;

  /**
   * @param pass completes with true when more work may be waiting
   */
  public LoopSchedule(String name, Duration pause, Supplier<Uni<Boolean>> pass) {
    this.name = name;
    this.pause = pause;
    this.pass = pass;
  }

  public LoopSchedule start() {
    nudge();
    return this;
  }

  /** There may be something to do now. */
  public synchronized void nudge() {
    if (running) {
      nudged = true;
    } else {
      schedule(Duration.ZERO);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  private synchronized void schedule(Duration delay) {
    if (closed) {
      return;
    }
    if (next != null) {
      next.cancel(false);
    }
    next =
        Infrastructure.getDefaultWorkerPool()
            .schedule(this::run, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    synchronized (this) {
      if (running || closed) {
        return;
      }
      running = true;
      nudged = false;
    }
    Uni.createFrom()
        .deferred(pass::get)
        .subscribe()
        .with(this::done, failure -> done(reportOf(failure)));
  }

  private boolean reportOf(Throwable failure) {
    LOG.warnf("%s: a pass failed and is tried again in %s: %s", name, pause, failure.toString());
    LOG.debug(name, failure);
    return false;
  }

  private synchronized void done(boolean more) {
    running = false;
    schedule(more || nudged ? Duration.ZERO : pause);
  }
}
