package io.vigia.watcher.run;

import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.verdict.Closed;
import io.vigia.watcher.verdict.Correction;
import io.vigia.watcher.verdict.Judgement;
import io.vigia.watcher.verdict.WatchState;
import io.vigia.watcher.watch.Watcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run that is to be done: what to ask, and what was believed before.
 *
 * @param again a closed window that late documents may have changed
 * @param keys what is believed of each key; one that is not in it is quiet
 */
record Task(
    Due due, Watcher watcher, Inquiry inquiry, Optional<Recheck> again, Map<Key, WatchState> keys) {

  /** The question about a closed window, as it was asked when it was judged. */
  record Recheck(Inquiry inquiry, Closed closed) {}

  /** As seen from the window that shows the change of a key: the closed one, or its own. */
  Task whereSeen(Key key, Judgement.Outcome outcome, Correction correction) {
    boolean late =
        outcome
            .change()
            .filter(change -> correction.breaches().contains(new Finding(key, change.reading())))
            .isPresent();
    return again
        .filter(recheck -> late)
        .map(recheck -> new Task(due, watcher, recheck.inquiry(), again, keys))
        .orElse(this);
  }

  /** What it asks: the window, then the closed one. */
  List<Inquiry> inquiries() {
    return Stream.concat(Stream.of(inquiry), again.stream().map(Recheck::inquiry)).toList();
  }
}
