package io.vigia.watcher.run;

import io.vigia.kit.event.OutgoingEvent;
import io.vigia.watcher.deliver.Notice;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.verdict.Verdict;
import io.vigia.watcher.verdict.WatchState;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run leaves behind.
 *
 * @param nextRunAt the next due time
 * @param slow whether the next run goes into the slow lane
 * @param keys what is believed now, of the keys of which that changed
 * @param changes for the history
 * @param again the closed windows that were looked at again
 */
record Finished(
    Asked asked,
    Instant finishedAt,
    Instant nextRunAt,
    boolean slow,
    List<KeyState> keys,
    List<Change> changes,
    List<LookedAgain> again,
    List<OutgoingEvent> events,
    List<Notice> notices) {

  /**
   * @param state null when nothing need be remembered of the key
   */
  record KeyState(Key key, @Nullable WatchState state) {}

  /**
   * @param what {@code firing}, {@code still_firing}, {@code resolved}, {@code unknown}, {@code
   *     known} or {@code left_out}
   * @param fingerprint of the alert, if there is one
   */
  record Change(Key key, String what, Reading reading, @Nullable String fingerprint) {}

  /**
   * @param due of the closed window's run
   * @param corrected whether it is judged otherwise now
   * @param breached the keys that breach in it now
   */
  record LookedAgain(Instant due, boolean corrected, Set<Key> breached, Verdict.Known verdict) {}
}
