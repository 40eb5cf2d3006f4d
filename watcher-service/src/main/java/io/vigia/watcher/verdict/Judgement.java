package io.vigia.watcher.verdict;

import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.verdict.WatchState.Change;
import io.vigia.watcher.verdict.WatchState.Terms;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run means for every key of its watcher: those that were found, and those that were
 * believed to breach and are no longer there. Pure.
 *
 * @param keys each with what is believed of it now
 */
public record Judgement(Map<Key, Outcome> keys) {

  private static final Reading GONE = new Reading(null, false, "it is no longer there");

  /**
   * What became of one key.
   *
   * @param closed the window that shows the change, when it is one that closed earlier
   */
  public record Outcome(
      WatchState before, WatchState now, Optional<Change> change, @Nullable Closed closed) {}

  /**
   * @param before what was believed of the keys; one that is not in it was quiet
   * @param due when the run was due
   */
  public static Judgement of(Answer answer, Map<Key, WatchState> before, Instant due, Terms terms) {
    return of(answer, before, due, terms, List.of());
  }

  /**
   * @param corrections of windows that closed earlier, in their turn
   */
  public static Judgement of(
      Answer answer,
      Map<Key, WatchState> before,
      Instant due,
      Terms terms,
      List<Correction> corrections) {
    var keys = new LinkedHashMap<Key, Outcome>();
    corrections.forEach(correction -> correct(keys, correction, before, due, terms));
    answer.findings().forEach(finding -> step(keys, finding, before, due, terms));
    if (answer.complete()) {
      var rest = new LinkedHashSet<>(before.keySet());
      rest.addAll(keys.keySet());
      answer.findings().forEach(finding -> rest.remove(finding.key()));
      rest.forEach(key -> step(keys, new Finding(key, GONE), before, due, terms));
    }
    return new Judgement(keys);
  }

  private static void correct(
      Map<Key, Outcome> keys,
      Correction correction,
      Map<Key, WatchState> before,
      Instant due,
      Terms terms) {
    for (Key key : correction.undone()) {
      Outcome so = soFar(keys, before, key);
      if (so.change().isEmpty() && before.containsKey(key)) {
        WatchState now = so.now().without(key, correction);
        keys.put(key, new Outcome(so.before(), now, Optional.empty(), null));
      }
    }
    for (Finding finding : correction.breaches()) {
      Outcome so = soFar(keys, before, finding.key());
      if (so.change().isEmpty()) {
        var streak = Streak.of(finding.key(), correction, terms.forRuns());
        var step = so.now().onLate(finding.reading(), streak, due, terms);
        Closed shows = step.change().isPresent() ? correction.closed() : null;
        keys.put(finding.key(), new Outcome(so.before(), step.next(), step.change(), shows));
      }
    }
  }

  private static void step(
      Map<Key, Outcome> keys,
      Finding finding,
      Map<Key, WatchState> before,
      Instant due,
      Terms terms) {
    Outcome so = soFar(keys, before, finding.key());
    if (so.change().isPresent()) {
      return; // what late documents have just shown is told first; the next run may end it
    }
    var step = so.now().on(finding.reading(), due, terms);
    keys.put(finding.key(), new Outcome(so.before(), step.next(), step.change(), null));
  }

  private static Outcome soFar(Map<Key, Outcome> keys, Map<Key, WatchState> before, Key key) {
    WatchState was = before.getOrDefault(key, WatchState.QUIET);
    return keys.getOrDefault(key, new Outcome(was, was, Optional.empty(), null));
  }
}
