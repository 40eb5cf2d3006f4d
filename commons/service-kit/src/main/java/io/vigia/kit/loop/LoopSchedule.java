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
 * Runs a pass again and again, never two at a time: when the last one says that something is due,
 * after a pause when idle or after a failure, and early when nudged.
 */
public final class LoopSchedule implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LoopSchedule.class);

  /** There may be more work already. */
  public static final Duration AGAIN = Duration.ZERO;

  /** Nothing to do until the pause is over or a nudge comes. */
  public static final Duration IDLE = Duration.ofDays(1);

  /** A pass that says nothing for so long is given up: nothing may stand still for ever. */
  private static final Duration LONGEST_PASS = Duration.ofMinutes(1);

  private final String name;
  private final Duration pause;
  private final Supplier<Uni<Duration>> pass;
  private boolean running;
  private boolean nudged;
  private boolean closed;
  private @Nullable ScheduledFuture<?> next;

  /**
   * @param pause the longest time between passes, and the time after a failed one
   * @param pass completes with the time until the next one: {@link #AGAIN}, {@link #IDLE}, or until
   *     something is due
   */
  public LoopSchedule(String name, Duration pause, Supplier<Uni<Duration>> pass) {
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
            .schedule(this::run, Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS);
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
        .ifNoItem()
        .after(LONGEST_PASS)
        .fail()
        .subscribe()
        .with(this::done, failure -> done(reportOf(failure)));
  }

  private Duration reportOf(Throwable failure) {
    LOG.warnf("%s: a pass failed and is tried again in %s: %s", name, pause, failure.toString());
    LOG.debug(name, failure);
    return pause;
  }

  private synchronized void done(Duration wish) {
    running = false;
    Duration wait = wish.isNegative() ? AGAIN : wish.compareTo(pause) < 0 ? wish : pause;
    schedule(nudged ? AGAIN : wait);
  }
}
