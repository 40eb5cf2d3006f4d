package io.vigia.watcher.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers who spoilt a search that others travelled in, so that it travels alone for a while, and
 * which indices fail whoever asks, so that nobody is suspected for their sake.
 */
final class Suspects {

  private static final Duration ALONE = Duration.ofMinutes(10);
  private static final Duration BROKEN = Duration.ofMinutes(1);
  private static final int MAX = 10_000;

  private record Who(Object watcher, int version) {}

  private final Map<Object, Instant> until = new LinkedHashMap<>();

  synchronized boolean isSuspect(Task task, Instant now) {
    return holds(who(task), now);
  }

  synchronized void suspect(Task task, Instant now) {
    put(who(task), now.plus(ALONE));
  }

  synchronized boolean isBroken(String cluster, String index, Instant now) {
    return holds(cluster + "/" + index, now);
  }

  synchronized void broken(String cluster, String index, Instant now) {
    put(cluster + "/" + index, now.plus(BROKEN));
  }

  private boolean holds(Object what, Instant now) {
    Instant end = until.get(what);
    if (end != null && !now.isBefore(end)) {
      until.remove(what);
      return false;
    }
    return end != null;
  }

  private void put(Object what, Instant end) {
    until.put(what, end);
    if (until.size() > MAX) {
      Iterator<Object> oldest = until.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  private static Who who(Task task) {
    return new Who(task.due().watcher(), task.due().version());
  }
}
