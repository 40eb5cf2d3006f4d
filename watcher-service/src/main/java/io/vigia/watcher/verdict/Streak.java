package io.vigia.watcher.verdict;

import io.vigia.watcher.template.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Runs in a row in which a key breaches, a closed window among them. Pure.
 *
 * @param since when the first was due
 * @param last whether the last run of all is one of them
 * @param told whether one beside the closed window was told: as many as are needed breached without
 *     it, next to it or over the same documents
 */
record Streak(Instant since, int runs, boolean last, boolean told) {

  static Streak of(Key key, Correction correction, int forRuns) {
    var before = new ArrayList<>(correction.before());
    var after = correction.after();
    Collections.reverse(before);
    var earlier = before.stream().takeWhile(run -> run.breached().contains(key)).toList();
    int later = (int) after.stream().takeWhile(run -> run.breached().contains(key)).count();
    Closed closed = correction.closed();
    return new Streak(
        earlier.isEmpty() ? closed.due() : earlier.get(earlier.size() - 1).due(),
        earlier.size() + 1 + later,
        later == after.size(),
        isTold(key, closed, before, forRuns) || isTold(key, closed, after, forRuns));
  }

  /**
   * @param side the runs on one side of it, the nearest first
   */
  private static boolean isTold(Key key, Closed closed, List<Closed> side, int forRuns) {
    int row = 0;
    boolean beside = false;
    for (Closed run : side) {
      boolean breached = run.breached().contains(key);
      row = breached ? row + 1 : 0;
      beside = breached && (beside || run == side.get(0) || run.overlaps(closed));
      if (beside && row >= forRuns) {
        return true;
      }
    }
    return false;
  }
}
