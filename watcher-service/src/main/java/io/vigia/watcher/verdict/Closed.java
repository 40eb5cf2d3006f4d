package io.vigia.watcher.verdict;

import io.vigia.watcher.template.Key;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A window that was judged before, and the runs next to it that knew something. Pure.
 *
 * @param due when its run was due
 * @param known whether that run knew something
 * @param breached the keys that breached in it; none when it knew nothing
 * @param before runs before it, the nearest first: one fewer than a breach must hold
 * @param after runs after it, likewise
 */
public record Closed(
    Instant due, boolean known, Set<Key> breached, List<Past> before, List<Past> after) {

  static final Closed NONE = new Closed(Instant.EPOCH, true, Set.of(), List.of(), List.of());

  /** A run and the keys that breached in it. */
  public record Past(Instant due, Set<Key> breached) {}

  /**
   * Runs in a row that breach.
   *
   * @param since when the first was due
   * @param last whether the last run of all is one of them
   */
  record Streak(Instant since, int runs, boolean last) {}

  /** The runs that a breach of this one makes a row of. */
  Streak streak(Key key) {
    var earlier = before.stream().takeWhile(run -> run.breached().contains(key)).toList();
    long later = after.stream().takeWhile(run -> run.breached().contains(key)).count();
    Instant since = earlier.isEmpty() ? due : earlier.get(earlier.size() - 1).due();
    return new Streak(since, earlier.size() + 1 + (int) later, later == after.size());
  }
}
