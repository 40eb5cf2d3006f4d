package io.vigia.watcher.run;

import io.vigia.watcher.cluster.Unanswered.Reason;
import io.vigia.watcher.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers who spoilt a search that others travelled in, so that it travels alone for a while, and
 * which indices fail whoever asks, so that nobody is suspected for their sake.
 */
final class Suspects {

  private static final Duration ALONE = Duration.ofMinutes(10);
  private static final Duration BROKEN = Duration.ofMinutes(1);
  private static final int MANY = 8;
  private static final int MAX = 10_000;

  private record Who(Object watcher, int version) {}

  private final Map<Object, Instant> until = new LinkedHashMap<>();

  synchronized boolean isSuspect(Task task, Instant now) {
    return holds(who(task), now);
  }

  /** Whether one of several may be why none of them was answered. */
  synchronized boolean mayBeOnes(Batch batch, Reason failure, Instant now) {
    return batch.tasks().size() > 1 && mayBeOnes(failure) && !holds(index(batch), now);
  }

  /** What a question can be at fault for. */
  private static boolean mayBeOnes(@Nullable Reason failure) {
    return failure == Reason.REJECTED
        || failure == Reason.SHARD_FAILURES
        || failure == Reason.TIMED_OUT;
  }

  private static @Nullable Reason failure(Asked asked) {
    return asked.verdict() instanceof Verdict.Unknown unknown ? unknown.reason() : null;
  }

  /** The index answers nobody. */
  synchronized void broken(Batch batch, Instant now) {
    put(index(batch), now.plus(BROKEN));
  }

  /**
   * Those that failed alone travel alone from now on; unless they are many and all of them slow, as
   * in a cluster that is tired. When only all together are too much, all travel alone.
   *
   * @param why they failed together
   * @param each of the batch, as they fared apart
   */
  synchronized void accuse(Batch batch, Reason why, List<Asked> each, Instant now) {
    var failed = each.stream().filter(asked -> mayBeOnes(failure(asked))).toList();
    boolean allSlow = each.stream().allMatch(asked -> failure(asked) == Reason.TIMED_OUT);
    if (allSlow && each.size() > MANY) {
      broken(batch, now);
      return;
    }
    (failed.isEmpty() && why == Reason.REJECTED ? each : failed)
        .forEach(asked -> put(who(asked.task()), now.plus(ALONE)));
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

  private static String index(Batch batch) {
    return batch.first().cluster() + "/" + batch.first().index();
  }

  private static Who who(Task task) {
    return new Who(task.due().watcher(), task.due().version());
  }
}
