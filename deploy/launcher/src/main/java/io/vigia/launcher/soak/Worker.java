package io.vigia.launcher.soak;

import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes its turns on a thread of its own until it is closed. */
abstract class Worker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Thread thread;
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile @Nullable String failure;

  Worker(String name) {
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Does what is due and returns the time until the next turn. */
  abstract Duration turn() throws IOException;

  void start() {
    thread.start();
  }

  /** Why it has given up, if it has. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns when its last turn is over, or has been interrupted. */
  @Override
  public void close() throws IOException {
    ending.countDown();
    try {
      thread.join(PATIENCE.toMillis());
      thread.interrupt();
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!ending.await(turn().toMillis(), TimeUnit.MILLISECONDS)) {
        // the next turn is due
      }
    } catch (IOException | RuntimeException e) {
      failure = thread.getName() + ": " + Failure.reason(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
