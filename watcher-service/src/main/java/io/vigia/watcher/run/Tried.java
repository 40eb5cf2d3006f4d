package io.vigia.watcher.run;

import io.vigia.watcher.cluster.Unanswered;
import io.vigia.watcher.cluster.Unanswered.Reason;
import java.util.List;
import java.util.Optional;

/**
 * How a batch fared in one search.
 *
 * @param each what each of its tasks has of it
 * @param failure why there is no answer; empty when there is
 */
record Tried(Batch batch, List<Asked> each, Optional<Unanswered> failure) {

  boolean timedOut() {
    return failure.filter(why -> why.reason() == Reason.TIMED_OUT).isPresent();
  }

  /** Together they would wait for the slow one again: each is asked alone instead. */
  boolean isWorthRepeating() {
    return failure.filter(why -> why.reason().mayPass()).isPresent()
        && (batch.tasks().size() == 1 || !timedOut());
  }

  /** Why nothing is known, if one of several may be at fault for it. */
  Optional<Reason> suspicion() {
    return failure
        .map(Unanswered::reason)
        .filter(reason -> batch.tasks().size() > 1 && Suspects.mayBeOnes(reason));
  }
}
