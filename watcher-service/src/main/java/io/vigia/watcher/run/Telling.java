package io.vigia.watcher.run;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Labels;
import io.vigia.watcher.ask.Evidence;
import io.vigia.watcher.deliver.Notice;
import io.vigia.watcher.deliver.Wording;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.verdict.WatchState.Change;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of one key that a run found, and {@link Wording} puts into words.
 *
 * @param task the run
 * @param labels that the alert already has, if it is known by any
 * @param now when the run ended
 */
record Telling(
    Task task,
    Key key,
    Change change,
    Evidence evidence,
    @Nullable Map<String, String> labels,
    Instant now) {

  String status() {
    return words().status();
  }

  Labels name() {
    return words().name();
  }

  Alert alert() {
    return words().alert();
  }

  Notice notice() {
    return words().notice();
  }

  UUID id(String what) {
    return words().id(what);
  }

  private Wording words() {
    return new Wording(
        task.watcher(),
        task.inquiry().window(),
        task.due().at(),
        key,
        change,
        evidence,
        labels,
        now);
  }
}
