package io.vigia.watcher.run;

import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.verdict.WatchState;
import io.vigia.watcher.watch.Watcher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run that is to be done: what to ask, and what was believed before.
 *
 * @param again a closed window that late documents may have changed
 * @param keys what is believed of each key; one that is not in it is quiet
 */
record Task(
    Due due, Watcher watcher, Inquiry inquiry, Optional<Recheck> again, Map<Key, WatchState> keys) {

  /**
   * @param due when that window's run was due
   * @param then the keys that breached
   */
  record Recheck(Instant due, Inquiry inquiry, Set<Key> then) {}

  /** What it asks: the window, then the closed one. */
  List<Inquiry> inquiries() {
    return Stream.concat(Stream.of(inquiry), again.stream().map(Recheck::inquiry)).toList();
  }
}
