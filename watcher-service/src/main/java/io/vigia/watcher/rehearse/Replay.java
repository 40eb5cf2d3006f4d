package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.rehearse.Outcome.Episode;
import io.vigia.watcher.template.Buckets;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.verdict.Verdict;
import io.vigia.watcher.verdict.WatchState;
import io.vigia.watcher.verdict.WatchState.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lives through past windows as the engine would have, and remembers what it would have told. */
final class Replay {

  private static final Reading NOTHING = new Reading(null, false, "nothing is there of it");

  /** A key that fires. */
  private static final class Running {
    private final Instant since;
    private final String summary;
    private final boolean downwards;
    private @Nullable Double peak;
    private int told;
    private Instant nextTold;

    Running(Instant since, Reading first, boolean downwards, Instant nextTold) {
      this.since = since;
      this.summary = first.summary();
      this.peak = first.value();
      this.downwards = downwards;
      this.nextTold = nextTold;
    }

    void see(@Nullable Double value) {
      if (value != null && (peak == null || (downwards ? value < peak : value > peak))) {
        peak = value;
      }
    }
  }

  private final Inquiry inquiry;
  private final Map<Key, WatchState> states = new HashMap<>();
  private final Map<Key, Double> lastGood = new HashMap<>();
  private final Map<Key, Running> running = new HashMap<>();
  private final Set<Key> fired = new HashSet<>();
  private final List<Episode> episodes = new ArrayList<>();
  private @Nullable Instant before;
  private Duration firingTime = Duration.ZERO;
  private int firing;
  private long notifications;
  private int incomplete;

  Replay(Inquiry inquiry) {
    this.inquiry = inquiry;
  }

  /** The next window, answered. */
  void on(Turn turn, Buckets buckets) {
    pass(turn.due());
    Set<Key> known = known();
    Answer answer = inquiry.about(turn.window()).read(buckets, known);
    incomplete += answer.complete() ? 0 : 1;
    var gone = new HashSet<>(known);
    for (Finding finding : answer.findings()) {
      gone.remove(finding.key());
      step(finding.key(), finding.reading(), turn.due());
    }
    if (answer.complete()) {
      gone.forEach(key -> step(key, NOTHING, turn.due()));
    }
    repeat(turn.due());
  }

  /** The next window, of which nothing is known. */
  void unknown(Turn turn) {
    pass(turn.due());
    repeat(turn.due());
  }

  /** Windows in which there were more keys than the watcher tells apart. */
  int incomplete() {
    return incomplete;
  }

  Outcome outcome(Instant from, Instant to, @Nullable String parameter, @Nullable JsonNode value) {
    pass(to);
    var all = new ArrayList<>(episodes);
    running.forEach((key, r) -> note(all, key, r, null));
    long whole = Math.max(1, Duration.between(from, to).toMillis());
    return new Outcome(
        parameter,
        value,
        firing,
        Math.min(1, (double) firingTime.toMillis() / whole),
        notifications,
        fired.size(),
        all);
  }

  private Set<Key> known() {
    if (inquiry.template().remembersKeys()) {
      return Set.copyOf(states.keySet());
    }
    var known = new HashSet<Key>();
    states.forEach(
        (key, state) -> {
          if (!(state instanceof WatchState.Quiet)) {
            known.add(key);
          }
        });
    return known;
  }

  private void step(Key key, Reading reading, Instant due) {
    WatchState state = states.getOrDefault(key, new WatchState.Quiet());
    var step = state.on(new Verdict.Known(reading), due, inquiry.definition().forRuns());
    states.put(key, step.next());
    if (!reading.breached() && reading.value() != null) {
      lastGood.put(key, reading.value());
    }
    Running now = running.get(key);
    if (now != null && reading.breached()) {
      now.see(reading.value());
    }
    step.change().ifPresent(change -> told(key, change, due));
  }

  private void told(Key key, Change change, Instant due) {
    notifications++;
    if (change instanceof Change.Fires fires) {
      firing++;
      fired.add(key);
      Double good = lastGood.get(key);
      Double bad = fires.reading().value();
      running.put(
          key,
          new Running(
              fires.since(),
              fires.reading(),
              good != null && bad != null && bad < good,
              due.plus(repetition(0))));
      return;
    }
    Running ended = running.remove(key);
    if (ended != null) {
      note(episodes, key, ended, due);
    }
  }

  private void repeat(Instant due) {
    if (inquiry.definition().realert() == null) {
      return;
    }
    for (Running each : running.values()) {
      if (!due.isBefore(each.nextTold)) {
        notifications++;
        each.told++;
        each.nextTold = due.plus(repetition(each.told));
      }
    }
  }

  private Duration repetition(int told) {
    var realert = inquiry.definition().realert();
    return realert == null ? Duration.ofDays(366) : realert.after(told);
  }

  private void pass(Instant now) {
    if (before != null && !running.isEmpty()) {
      firingTime = firingTime.plus(Duration.between(before, now));
    }
    before = now;
  }

  private static void note(List<Episode> all, Key key, Running r, @Nullable Instant to) {
    if (all.size() < Outcome.MAX_EPISODES) {
      all.add(new Episode(key.values(), r.since, to, r.peak, r.summary));
    }
  }
}
