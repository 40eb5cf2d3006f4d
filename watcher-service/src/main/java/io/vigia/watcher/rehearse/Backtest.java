package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vigia.watcher.cluster.Unanswered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a definition would have said.
 *
 * @param windows runs that would have been
 * @param searches that it took to find out
 * @param requestBytes the largest of their bodies
 * @param unknownWindows of which the cluster told nothing whole: they count as neither good nor bad
 * @param unknown why, and when
 * @param incompleteWindows with more keys than the watcher tells apart ({@code max_keys})
 * @param result of the definition as it is
 * @param alternatives the same answers read with other thresholds
 */
record Backtest(
    Instant from,
    Instant to,
    int windows,
    int searches,
    Duration took,
    @JsonProperty("request_bytes") long requestBytes,
    @JsonProperty("unknown_windows") int unknownWindows,
    List<Gap> unknown,
    @JsonProperty("incomplete_windows") int incompleteWindows,
    Outcome result,
    List<Outcome> alternatives) {

  Backtest {
    unknown = List.copyOf(unknown);
    alternatives = List.copyOf(alternatives);
  }

  /** Windows that lie together and are unknown for one reason. */
  record Gap(Instant from, Instant to, int windows, Unanswered.Reason reason, String detail) {

    /** Joins what touches and has the same reason. */
    static List<Gap> joined(List<Gap> gaps) {
      var joined = new ArrayList<Gap>();
      for (Gap gap : gaps) {
        Gap last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
        if (last != null && last.reason == gap.reason && last.detail.equals(gap.detail)) {
          joined.set(
              joined.size() - 1,
              new Gap(last.from, gap.to, last.windows + gap.windows, gap.reason, gap.detail));
        } else {
          joined.add(gap);
        }
      }
      return joined;
    }
  }
}
