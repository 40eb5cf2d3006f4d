package io.vigia.watcher.verdict;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.watch.Realert;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of one key of a watcher. A breach must hold for a number of runs; a run that
 * knows nothing changes nothing. Pure: no clock, no I/O.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WatchState.Quiet.class, name = "quiet"),
  @JsonSubTypes.Type(value = WatchState.Pending.class, name = "pending"),
  @JsonSubTypes.Type(value = WatchState.Firing.class, name = "firing")
})
public sealed interface WatchState {

  WatchState QUIET = new Quiet();

  record Quiet() implements WatchState {}

  /**
   * @param runs that breached so far, fewer than it needs
   */
  record Pending(Instant since, int runs) implements WatchState {}

  /**
   * @param labels those of the alert that was told; its end must carry the same
   * @param told how often destinations heard that it still fires
   * @param lastTold when they last heard of it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Firing(
      Instant since, @Nullable Map<String, String> labels, Integer told, @Nullable Instant lastTold)
      implements WatchState {

    public Firing {
      told = told == null ? 0 : told;
    }

    /** The same alert under these labels. */
    public Firing under(Map<String, String> names) {
      return new Firing(since, names, told, lastTold);
    }
  }

  /** What somebody hears of. */
  sealed interface Change {
    Instant since();

    Reading reading();

    /** It begins. */
    record Fires(Instant since, Reading reading) implements Change {}

    /** It goes on, and it is time to say so again. */
    record GoesOn(Instant since, Reading reading) implements Change {}

    /** It is over. */
    record Ends(Instant since, Reading reading) implements Change {}
  }

  /**
   * From a definition.
   *
   * @param forRuns runs in a row that a breach must hold, at least 1
   * @param realert when to say again that it still fires; never when absent
   */
  record Terms(int forRuns, @Nullable Realert realert) {}

  record Step(WatchState next, Optional<Change> change) {}

  /** What a run that was due then has read. */
  default Step on(Reading reading, Instant at, Terms terms) {
    if (!reading.breached()) {
      return new Step(
          QUIET,
          this instanceof Firing firing
              ? Optional.of(new Change.Ends(firing.since(), reading))
              : Optional.empty());
    }
    if (this instanceof Firing firing) {
      return goesOn(firing, reading, at, terms);
    }
    Instant since = this instanceof Pending pending ? pending.since() : at;
    int runs = this instanceof Pending pending ? pending.runs() + 1 : 1;
    return runs < terms.forRuns()
        ? new Step(new Pending(since, runs), Optional.empty())
        : new Step(new Firing(since, null, 0, at), Optional.of(new Change.Fires(since, reading)));
  }

  /**
   * A closed window was looked at again, and late documents breach it. A row of runs that was told
   * is not told again for their sake.
   *
   * @param streak the runs in a row that it belongs to
   * @param at when the run was due that looked
   */
  default Step onLate(Reading reading, Streak streak, Instant at, Terms terms) {
    boolean row = streak.runs() >= terms.forRuns();
    if (this instanceof Firing || row && streak.told()) {
      return new Step(this, Optional.empty());
    }
    if (row) {
      return new Step(
          new Firing(streak.since(), null, 0, at),
          Optional.of(new Change.Fires(streak.since(), reading)));
    }
    return new Step(
        streak.last() ? new Pending(streak.since(), streak.runs()) : this, Optional.empty());
  }

  /** A closed window was looked at again, and the key does not breach in it. */
  default WatchState without(Key key, Correction correction) {
    if (!(this instanceof Pending pending) || pending.since().isAfter(correction.closed().due())) {
      return this;
    }
    var rest = correction.after().stream().filter(run -> run.breached().contains(key)).toList();
    return rest.isEmpty() ? QUIET : new Pending(rest.get(0).due(), rest.size());
  }

  private static Step goesOn(Firing firing, Reading reading, Instant at, Terms terms) {
    Instant last = firing.lastTold() == null ? firing.since() : firing.lastTold();
    Realert realert = terms.realert();
    if (realert == null || at.isBefore(last.plus(realert.after(firing.told())))) {
      return new Step(firing, Optional.empty());
    }
    return new Step(
        new Firing(firing.since(), firing.labels(), firing.told() + 1, at),
        Optional.of(new Change.GoesOn(firing.since(), reading)));
  }
}
