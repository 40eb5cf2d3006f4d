package io.vigia.watcher.verdict;

import io.vigia.watcher.template.Key;
import java.time.Instant;
import java.util.Set;

/**
 * A window that was judged before. Pure.
 *
 * @param due when its run was due
 * @param from of the event time that it looked at
 * @param to likewise, not included
 * @param known whether that run knew something
 * @param breached the keys that breached in it; none when it knew nothing
 */
public record Closed(Instant due, Instant from, Instant to, boolean known, Set<Key> breached) {

  /** Whether one document may be in both. */
  boolean overlaps(Closed other) {
    return from.isBefore(other.to) && other.from.isBefore(to);
  }
}
