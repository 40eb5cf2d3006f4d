package io.vigia.watcher.verdict;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.verdict.Verdict.Known;
import java.time.Instant;
import java.util.Optional;

/**
 * What is believed of what is watched. A breach must hold for a number of runs; an unknown verdict
 * changes nothing. Pure: no clock, no I/O.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WatchState.Quiet.class, name = "quiet"),
  @JsonSubTypes.Type(value = WatchState.Pending.class, name = "pending"),
  @JsonSubTypes.Type(value = WatchState.Firing.class, name = "firing")
})
public sealed interface WatchState {

  record Quiet() implements WatchState {}

  record Pending(Instant since, int runs) implements WatchState {}

  record Firing(Instant since) implements WatchState {}

  /** A change that the router hears of. */
  sealed interface Change {
    Instant since();

    record Fires(Instant since, Reading reading) implements Change {}

    record Ends(Instant since, Reading reading) implements Change {}
  }

  record Step(WatchState next, Optional<Change> change) {}

  /**
   * @param forRuns runs in a row that a breach must hold, at least 1
   */
  default Step on(Verdict verdict, Instant at, int forRuns) {
    if (!(verdict instanceof Known known)) {
      return new Step(this, Optional.empty());
    }
    Reading reading = known.reading();
    if (!reading.breached()) {
      return new Step(
          new Quiet(),
          this instanceof Firing firing
              ? Optional.of(new Change.Ends(firing.since(), reading))
              : Optional.empty());
    }
    if (this instanceof Firing) {
      return new Step(this, Optional.empty());
    }
    Instant since = this instanceof Pending pending ? pending.since() : at;
    int runs = this instanceof Pending pending ? pending.runs() + 1 : 1;
    return runs < forRuns
        ? new Step(new Pending(since, runs), Optional.empty())
        : new Step(new Firing(since), Optional.of(new Change.Fires(since, reading)));
  }
}
