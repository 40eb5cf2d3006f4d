package io.vigia.watcher.run;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Event;
import io.vigia.contracts.Labels;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.verdict.WatchState.Change;
import io.vigia.watcher.watch.Watcher;
import java.time.Instant;
import java.util.Map;

/** What the router hears of a watcher. */
final class WatcherAlert {

  private WatcherAlert() {}

  static Event of(Watcher watcher, Change change, Instant now) {
    boolean fires = change instanceof Change.Fires;
    Reading reading =
        change instanceof Change.Fires f ? f.reading() : ((Change.Ends) change).reading();
    var definition = watcher.definition();
    return new Alert(
        watcher.tenant(),
        fires ? Status.FIRING : Status.RESOLVED,
        Labels.of(
            Map.of(
                "alertname", definition.alertname(),
                "watcher", definition.name(),
                "severity", definition.severity())),
        Map.of("summary", reading.summary(), "index", definition.index()),
        change.since(),
        fires ? null : now,
        now,
        reading.value(),
        "watcher-service",
        null,
        null);
  }
}
