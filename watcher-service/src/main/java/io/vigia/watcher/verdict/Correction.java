package io.vigia.watcher.verdict;

import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What documents that came late say of a window that was judged before.
 *
 * @param breaches findings that breach, and did not
 * @param undone keys that breached, and do not
 */
public record Correction(Closed closed, List<Finding> breaches, Set<Key> undone) {

  public static final Correction NONE = new Correction(Closed.NONE, List.of(), Set.of());

  /**
   * @param now what the same window says now
   */
  public static Correction of(Closed closed, Answer now) {
    Set<Key> then = closed.breached();
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
    return new Correction(closed, breaches, undone);
  }

  public boolean isNothing() {
    return breaches.isEmpty() && undone.isEmpty();
  }

  /** The keys that breach in the window, as far as is known now. */
  public Set<Key> breached() {
    var all = new HashSet<>(closed.breached());
    all.removeAll(undone);
    breaches.forEach(finding -> all.add(finding.key()));
    return all;
  }
}
