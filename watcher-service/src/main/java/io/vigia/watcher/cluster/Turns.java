package io.vigia.watcher.cluster;

import java.util.LinkedHashSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** So many at once; the others wait in the order in which they came, and not without end. */
final class Turns {

  private final int limit;
  private final int room;
  private final LinkedHashSet<Turn> waiting = new LinkedHashSet<>();
  private final AtomicInteger asked = new AtomicInteger();
  private int running;

  /**
   * @param limit at once
   * @param room for those who wait
   */
  Turns(int limit, int room) {
    this.limit = limit;
    this.room = room;
  }

  /**
   * How much of it is used.
   *
   * @param limit at once
   * @param room for those who wait
   */
  record Usage(int limit, int running, int waiting, int room) {}

  synchronized Usage usage() {
    return new Usage(limit, running, waiting.size(), room);
  }

  Turn turn() {
    return new Turn();
  }

  /** Ours from {@link #take} until {@link #end}. */
  final class Turn {

    private @Nullable Runnable begin;
    private boolean held;
    private boolean ended;

    /**
     * @param then runs when it is our turn, maybe at once
     * @return false when too many wait already
     */
    boolean take(Runnable then) {
      synchronized (Turns.this) {
        if (running >= limit && waiting.size() >= room) {
          return false;
        }
        begin = then;
        waiting.add(this);
      }
      handOut();
      return true;
    }

    /** Gives the turn back, or leaves the queue. A second time does nothing. */
    void end() {
      synchronized (Turns.this) {
        if (ended) {
          return;
        }
        ended = true;
        waiting.remove(this);
        if (held) {
          running--;
        }
      }
      handOut();
    }
  }

  /** By one thread at a time: turns that fail at once would else nest as deep as the queue. */
  private void handOut() {
    if (asked.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    while (seen > 0) {
      for (Runnable next = next(); next != null; next = next()) {
        next.run();
      }
      seen = asked.addAndGet(-seen);
    }
  }

  private synchronized @Nullable Runnable next() {
    if (running >= limit || waiting.isEmpty()) {
      return null;
    }
    Turn turn = waiting.iterator().next();
    waiting.remove(turn);
    turn.held = true;
    running++;
    return turn.begin;
  }
}
