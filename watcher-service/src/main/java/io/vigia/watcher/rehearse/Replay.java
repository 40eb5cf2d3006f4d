package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.rehearse.Outcome.Episode;
import io.vigia.watcher.template.Buckets;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.verdict.Judgement;
import io.vigia.watcher.verdict.WatchState;
import io.vigia.watcher.verdict.WatchState.Change;
import io.vigia.watcher.verdict.WatchState.Terms;
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

  /** A key that fires. */
  private static final class Running {
    private final Instant since;
    private final String summary;
    private final boolean downwards;
    private @Nullable Double peak;

    Running(Instant since, Reading first, boolean downwards) {
      this.since = since;
      this.summary = first.summary();
      this.peak = first.value();
      this.downwards = downwards;
    }

    void see(@Nullable Double value) {
      if (value != null && (peak == null || (downwards ? value < peak : value > peak))) {
        peak = value;
      }
    }
  }

  private final Inquiry inquiry;
  private final Terms terms;
  private final boolean remembers;
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
    var definition = inquiry.definition();
    this.terms = new Terms(definition.forRuns(), definition.realert());
    this.remembers =
        inquiry.template().remembersKeys(definition.parameters())
            && !definition.groupBy().isEmpty();
  }

  /** The next window, answered. */
  void on(Turn turn, Buckets buckets) {
    pass(turn.due());
    Answer answer = inquiry.about(turn.window()).read(buckets, states.keySet());
    incomplete += answer.complete() ? 0 : 1;
    answer.findings().forEach(this::see);
    var judgement = Judgement.of(answer, Map.copyOf(states), turn.due(), terms);
    judgement
        .keys()
        .forEach(
            (key, outcome) -> {
              if (outcome.now() instanceof WatchState.Quiet && !remembers) {
                states.remove(key);
              } else {
                states.put(key, outcome.now());
              }
              outcome.change().ifPresent(change -> told(key, change, turn.due()));
            });
  }

  /** The next window, of which nothing is known. */
  void unknown(Turn turn) {
    pass(turn.due());
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

  /** Values of those that fire have a peak; those of the others tell which side is good. */
  private void see(Finding finding) {
    Double value = finding.reading().value();
    if (value == null) {
      return;
    }
    if (!finding.reading().breached()) {
      lastGood.put(finding.key(), value);
    }
    Running now = running.get(finding.key());
    if (now != null && finding.reading().breached()) {
      now.see(value);
    }
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
          new Running(fires.since(), fires.reading(), good != null && bad != null && bad < good));
      return;
    }
    Running ended = change instanceof Change.Ends ? running.remove(key) : null;
    if (ended != null) {
      note(episodes, key, ended, due);
    }
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
