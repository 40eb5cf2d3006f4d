package io.vigia.benchmarks.alerts;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How many alerts a second are taken when several senders repeat theirs without a pause. */
public final class Intake {

  private static final int SENDERS = 8;

  private final int groups;
  private final String run;
  private final Clock clock;
  private final Instant startsAt;

  /**
   * @param groups how many alerts there are, each in a group of its own
   */
  public Intake(int groups, String run, Clock clock) {
    this.groups = groups;
    this.run = run;
    this.clock = clock;
    this.startsAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Sends every alert once and returns how many a second were taken. */
  public double fill(Target target) throws IOException {
    var next = new AtomicInteger();
    return perSecond(target, () -> next.getAndAdd(Batch.ALERTS), Long.MAX_VALUE);
  }

  /** Repeats the alerts for so long and returns how many a second were taken. */
  public double repeat(Target target, Duration time) throws IOException {
    var next = new AtomicInteger();
    return perSecond(
        target,
        () -> Math.floorMod(next.getAndAdd(Batch.ALERTS), groups),
        System.nanoTime() + time.toNanos());
  }

  /** Ends them all. */
  public void end(Target target) throws IOException {
    try (var connection = new Connection(target)) {
      for (int first = 0; first < groups; first += Batch.ALERTS) {
        connection.postAlerts(batch(first).until(clock.instant()));
      }
    }
  }

  private interface Numbers {
    int next();
  }

  private double perSecond(Target target, Numbers numbers, long until) throws IOException {
    var taken = new AtomicLong();
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    long begun = System.nanoTime();
    try {
      List<Future<?>> sending = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        sending.add(
            senders.submit(
                () -> {
                  send(target, numbers, until, taken);
                  return null;
                }));
      }
      for (Future<?> each : sending) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      senders.shutdownNow();
    }
    return taken.get() * 1e9 / (System.nanoTime() - begun);
  }

  private void send(Target target, Numbers numbers, long until, AtomicLong taken)
      throws IOException {
    try (var connection = new Connection(target)) {
      for (int first = numbers.next();
          first < groups && System.nanoTime() < until;
          first = numbers.next()) {
        connection.postAlerts(batch(first).at(clock.instant()));
        taken.addAndGet(Batch.ALERTS);
      }
    }
  }

  private Batch batch(int first) {
    return Batch.ofGroups(run, first, Math.min(Batch.ALERTS, groups - first), startsAt);
  }
}
