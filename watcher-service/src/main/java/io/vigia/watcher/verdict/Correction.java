package io.vigia.watcher.verdict;

import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What documents that came late say of a window that was judged before. Pure.
 *
 * @param breaches findings that breach, and did not
 * @param undone keys that breached or, where nothing was known, were taken to go on; and do not
 * @param beside the runs before and after it that knew something, the oldest first
 */
public record Correction(
    Closed closed, List<Finding> breaches, Set<Key> undone, List<Closed> beside) {

  /**
   * @param now what the same window says now
   * @param pending keys whose runs are being counted
   */
  public static Correction of(Closed closed, Answer now, Set<Key> pending) {
    Set<Key> then = closed.known() ? closed.breached() : pending;
    var good = new HashSet<Key>();
    var breaching = new HashSet<Key>();
    now.findings().forEach(f -> (f.reading().breached() ? breaching : good).add(f.key()));
    return new Correction(
        closed,
        now.findings().stream()
            .filter(f -> f.reading().breached() && !closed.breached().contains(f.key()))
            .toList(),
        then.stream()
            .filter(key -> now.complete() ? !breaching.contains(key) : good.contains(key))
            .collect(Collectors.toSet()),
        List.of());
  }

  /** The same, among these runs. */
  public Correction among(List<Closed> runs) {
    return new Correction(closed, breaches, undone, runs);
  }

  /**
   * Each knows what those before it have found.
   *
   * @param corrections the oldest window first
   */
  public static List<Correction> inTurn(List<Correction> corrections) {
    var turned = new ArrayList<Correction>();
    for (Correction each : corrections) {
      var beside = new ArrayList<>(each.beside());
      for (Correction earlier : turned) {
        Closed then = earlier.closed();
        beside.removeIf(run -> run.due().equals(then.due()));
        beside.add(new Closed(then.due(), then.from(), then.to(), true, earlier.breached()));
      }
      beside.sort(Comparator.comparing(Closed::due));
      turned.add(each.among(beside));
    }
    return turned;
  }

  public boolean isNothing() {
    return breaches.isEmpty() && undone.isEmpty();
  }

  /** The keys whose verdict is another. */
  public Set<Key> keys() {
    var all = new HashSet<>(undone);
    breaches.forEach(finding -> all.add(finding.key()));
    return all;
  }

  /** The keys that breach in the window, as far as is known now. */
  public Set<Key> breached() {
    var all = new HashSet<>(closed.breached());
    all.removeAll(undone);
    breaches.forEach(finding -> all.add(finding.key()));
    return all;
  }

  List<Closed> before() {
    return beside.stream().filter(run -> run.due().isBefore(closed.due())).toList();
  }

  List<Closed> after() {
    return beside.stream().filter(run -> run.due().isAfter(closed.due())).toList();
  }
}
