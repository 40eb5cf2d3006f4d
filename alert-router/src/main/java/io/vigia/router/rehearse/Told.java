package io.vigia.router.rehearse;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A notification as the simulation has it.
 *
 * @param integrations names of those that hear it; empty when the receiver has none at all
 * @param reason why the group spoke
 */
record Told(
    Instant at,
    String receiver,
    List<String> integrations,
    String groupKey,
    String reason,
    List<Alert> alerts) {

  Told {
    integrations = List.copyOf(integrations);
    alerts = List.copyOf(alerts);
  }

  Status status() {
    return alerts.stream().anyMatch(a -> a.status() == Status.FIRING)
        ? Status.FIRING
        : Status.RESOLVED;
  }

  /** What it says, whoever hears it and when. */
  List<String> content() {
    return alerts.stream()
        .map(alert -> alert.labels().values() + " " + alert.status())
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
