package io.vigia.watcher.run;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One piece of work at a time for each name; the others wait in the order in which they came. */
final class InTurn {

  private final Map<String, Queue<Runnable>> waiting = new HashMap<>();

  /**
   * @param begin runs when it is our turn, maybe at once
   */
  void enter(String name, Runnable begin) {
    synchronized (waiting) {
      Queue<Runnable> others = waiting.get(name);
      if (others != null) {
        others.add(begin);
        return;
      }
      waiting.put(name, new ArrayDeque<>());
    }
    begin.run();
  }

  /** The turn has ended. */
  void leave(String name) {
    Runnable next = next(name);
    if (next != null) {
      next.run();
    }
  }

  private @Nullable Runnable next(String name) {
    synchronized (waiting) {
      Queue<Runnable> others = waiting.get(name);
      Runnable next = others == null ? null : others.poll();
      if (next == null) {
        waiting.remove(name);
      }
      return next;
    }
  }
}
