package io.vigia.watcher.run;

import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.verdict.Closed;
import io.vigia.watcher.verdict.Judgement;
import io.vigia.watcher.verdict.WatchState;
import io.vigia.watcher.watch.Watcher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run that is to be done: what to ask, and what was believed before.
 *
 * @param again closed windows that late documents may have changed, the oldest first
 * @param keys what is believed of each key; one that is not in it is quiet
 */
record Task(
    Due due, Watcher watcher, Inquiry inquiry, List<Recheck> again, Map<Key, WatchState> keys) {

  /** The question about a closed window, as it was asked when it was judged. */
  record Recheck(Inquiry inquiry, Closed closed) {}

  /** As seen from the window that shows the change of a key: a closed one, or its own. */
  Task whereSeen(Judgement.Outcome outcome) {
    return again.stream()
        .filter(recheck -> recheck.closed().equals(outcome.closed()))
        .findFirst()
        .map(recheck -> new Task(due, watcher, recheck.inquiry(), again, keys))
        .orElse(this);
  }

  /** Keys whose runs are being counted. */
  Set<Key> pending() {
    return keys.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof WatchState.Pending)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** What it asks: the window, then the closed ones. */
  List<Inquiry> inquiries() {
    return Stream.concat(Stream.of(inquiry), again.stream().map(Recheck::inquiry)).toList();
  }
}
