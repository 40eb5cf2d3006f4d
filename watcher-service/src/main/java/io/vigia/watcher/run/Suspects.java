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
  private static final int MAX = 10_000;

  private record Who(Object watcher, int version) {}

  private final Map<Object, Instant> until = new LinkedHashMap<>();

  synchronized boolean isSuspect(Task task, Instant now) {
    return holds(who(task), now);
  }

  /** What a question can be at fault for. */
  static boolean mayBeOnes(@Nullable Reason failure) {
    return failure == Reason.REJECTED
        || failure == Reason.SHARD_FAILURES
        || failure == Reason.TIMED_OUT;
  }

  private static @Nullable Reason failure(Asked asked) {
    return asked.verdict() instanceof Verdict.Unknown unknown ? unknown.reason() : null;
  }

  /** The index answers nobody. */
  synchronized void broken(Batch batch, Instant now) {
    put(batch.index(), now.plus(BROKEN));
  }

  synchronized boolean isBroken(Batch batch, Instant now) {
    return holds(batch.index(), now);
  }

  /**
   * Those that failed alone travel alone from now on. When only all together are too much, all do.
   *
   * @param why they failed together
   * @param each of the batch, as they fared apart
   */
  synchronized void accuse(Reason why, List<Asked> each, Instant now) {
    var failed = each.stream().filter(asked -> mayBeOnes(failure(asked))).toList();
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

  private static Who who(Task task) {
    return new Who(task.due().watcher(), task.due().version());
  }
}
