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
import java.util.Map;
import java.util.Optional;

/**
 * What a run means for every key of its watcher: those that were found, and those that were
 * believed to breach and are no longer there. Pure.
 *
 * @param keys each with what is believed of it now
 */
public record Judgement(Map<Key, Outcome> keys) {

  private static final Reading GONE = new Reading(null, false, "it is no longer there");

  /** What became of one key. */
  public record Outcome(WatchState before, WatchState now, Optional<Change> change) {}

  /**
   * @param before what was believed of the keys; one that is not in it was quiet
   * @param due when the run was due
   */
  public static Judgement of(Answer answer, Map<Key, WatchState> before, Instant due, Terms terms) {
    return of(answer, before, due, terms, Correction.NONE);
  }

  /**
   * @param correction of a window that closed earlier
   */
  public static Judgement of(
      Answer answer, Map<Key, WatchState> before, Instant due, Terms terms, Correction correction) {
    var keys = new LinkedHashMap<Key, Outcome>();
    correction
        .breaches()
        .forEach(
            finding -> {
              WatchState was = before.getOrDefault(finding.key(), WatchState.QUIET);
              var streak = correction.closed().streak(finding.key());
              var step = was.onLate(finding.reading(), streak, due, terms);
              keys.put(finding.key(), new Outcome(was, step.next(), step.change()));
            });
    answer.findings().forEach(f -> step(keys, f, before, due, terms, correction));
    if (answer.complete()) {
      var rest = new LinkedHashSet<>(before.keySet());
      rest.addAll(keys.keySet());
      answer.findings().forEach(finding -> rest.remove(finding.key()));
      rest.forEach(key -> step(keys, new Finding(key, GONE), before, due, terms, Correction.NONE));
    }
    return new Judgement(keys);
  }

  private static void step(
      Map<Key, Outcome> keys,
      Finding finding,
      Map<Key, WatchState> before,
      Instant due,
      Terms terms,
      Correction correction) {
    Outcome corrected = keys.get(finding.key());
    if (corrected != null && corrected.change().isPresent()) {
      return; // what late documents have just shown is told first; the next run may end it
    }
    WatchState was = before.getOrDefault(finding.key(), WatchState.QUIET);
    WatchState from =
        corrected != null
            ? corrected.now()
            : correction.undone().contains(finding.key()) ? was.without(correction.closed()) : was;
    var step = from.on(finding.reading(), due, terms);
    keys.put(finding.key(), new Outcome(was, step.next(), step.change()));
  }
}
