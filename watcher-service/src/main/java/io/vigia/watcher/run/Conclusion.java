package io.vigia.watcher.run;

import io.vigia.watcher.ask.Evidence;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.verdict.Correction;
import io.vigia.watcher.verdict.Judgement;
import io.vigia.watcher.verdict.Verdict;
import io.vigia.watcher.verdict.WatchState;
import io.vigia.watcher.verdict.WatchState.Change;
import io.vigia.watcher.verdict.WatchState.Firing;
import io.vigia.watcher.watch.Realert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows from what came back for a task: who is to be told what, what is believed from now
 * on, and when it runs again. Pure.
 *
 * @param told changes, before evidence is added
 * @param states what is believed now, of the keys that were or are not quiet
 */
record Conclusion(
    List<Telling> told,
    Map<Key, WatchState> states,
    List<Correction> corrections,
    Instant nextRunAt) {

  /** For who does not want to wait for the next time. */
  private static final Realert AT_ONCE =
      new Realert(Duration.ofSeconds(1), 1.0, Duration.ofSeconds(1));

  /**
   * @param corrections of the closed windows that were asked about again, in their turn
   * @param again whether what fires is told again, whenever it was told last
   */
  static Conclusion of(
      Asked asked, List<Correction> corrections, Instant now, Instant next, boolean again) {
    Task task = asked.task();
    if (!(asked.verdict() instanceof Verdict.Known known)) {
      return new Conclusion(List.of(), task.keys(), List.of(), next);
    }
    var definition = task.watcher().definition();
    var judgement =
        Judgement.of(
            known.answer(),
            task.keys(),
            task.due().at(),
            new WatchState.Terms(definition.forRuns(), again ? AT_ONCE : definition.realert()),
            corrections);
    var told = new ArrayList<Telling>();
    var states = new LinkedHashMap<Key, WatchState>();
    judgement
        .keys()
        .forEach(
            (key, outcome) ->
                states.put(key, said(task.whereSeen(outcome), key, outcome, told, now)));
    task.keys().forEach(states::putIfAbsent);
    return new Conclusion(told, states, corrections, next);
  }

  /** Adds what is to be told of a key, and returns what is believed of it from now on. */
  private static WatchState said(
      Task task, Key key, Judgement.Outcome outcome, List<Telling> told, Instant now) {
    Map<String, String> known = labelsOf(outcome.before());
    Change change = outcome.change().orElse(null);
    if (change != null) {
      told.add(new Telling(task, key, change, Evidence.NONE, known, now));
    }
    if (!(outcome.now() instanceof Firing firing)) {
      return outcome.now();
    }
    if (known == null) {
      return named(task, key, firing, now);
    }
    boolean redefined = task.due().judged() != task.watcher().version();
    Firing renamed = redefined ? named(task, key, firing, now) : firing;
    if (!known.equals(renamed.labels())) {
      var reading = change == null ? unchanged() : change.reading();
      told.add(
          new Telling(
              task, key, new Change.Ends(firing.since(), reading), Evidence.NONE, known, now));
      told.add(
          new Telling(
              task, key, new Change.Fires(firing.since(), reading), Evidence.NONE, null, now));
    }
    return renamed;
  }

  private static Reading unchanged() {
    return new Reading(null, true, "it still fires; its watcher was given other labels");
  }

  private static Firing named(Task task, Key key, Firing firing, Instant now) {
    var change = new Change.Fires(firing.since(), unchanged());
    return firing.under(
        Map.copyOf(new Telling(task, key, change, Evidence.NONE, null, now).name().values()));
  }

  private static @Nullable Map<String, String> labelsOf(WatchState state) {
    return state instanceof Firing firing ? firing.labels() : null;
  }

  /** The rows to write: what changed, and keys to remember. */
  List<Finished.KeyState> rows(Asked asked) {
    Task task = asked.task();
    boolean remembers = task.inquiry().remembersKeys();
    boolean refresh =
        task.due().token() % 50 == 0
            || task.watcher().definition().rhythm().period().compareTo(Duration.ofHours(1)) >= 0;
    boolean full = task.keys().size() >= task.watcher().definition().maxKeys();
    Set<Key> seen =
        asked.verdict() instanceof Verdict.Known known ? known.answer().seen() : Set.of();
    var rows = new ArrayList<Finished.KeyState>();
    states.forEach(
        (key, state) -> {
          WatchState before = task.keys().get(key);
          boolean quiet = state instanceof WatchState.Quiet;
          boolean keep = !quiet || remembers;
          boolean differs = keep ? !state.equals(before) : before != null;
          if (before == null && quiet && full) {
            return; // no more are remembered than there may be
          }
          if (differs || keep && refresh && seen.contains(key)) {
            rows.add(new Finished.KeyState(key, keep ? state : null));
          }
        });
    return rows;
  }

  /** What the closed windows are now known to be. */
  List<Finished.LookedAgain> lookedAgain(Asked asked) {
    var looked = new ArrayList<Finished.LookedAgain>();
    for (Correction each : corrections) {
      looked.add(
          new Finished.LookedAgain(
              each.closed().due(),
              !each.isNothing() || !each.closed().known(),
              each.breached(),
              new Verdict.Known(asked.again().get(looked.size()))));
    }
    return looked;
  }
}
