package io.vigia.watcher.verdict;

import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What documents that came late say of a window that was judged before.
 *
 * @param due when that window's run was due
 * @param breaches findings that breach, and did not
 * @param undone keys that breached, and do not
 */
public record Correction(Instant due, List<Finding> breaches, Set<Key> undone) {

  public static final Correction NONE = new Correction(Instant.EPOCH, List.of(), Set.of());

  /**
   * @param then the keys that breached when the window was judged
   * @param now what the same window says now
   */
  public static Correction of(Instant due, Set<Key> then, Answer now) {
    Set<Key> breaching =
        now.findings().stream()
            .filter(f -> f.reading().breached())
            .map(Finding::key)
            .collect(Collectors.toSet());
    var breaches =
        now.findings().stream()
            .filter(f -> f.reading().breached() && !then.contains(f.key()))
            .toList();
    Set<Key> undone =
        now.complete()
            ? then.stream().filter(k -> !breaching.contains(k)).collect(Collectors.toSet())
            : Set.of();
    return new Correction(due, breaches, undone);
  }

  public boolean isNothing() {
    return breaches.isEmpty() && undone.isEmpty();
  }
}
