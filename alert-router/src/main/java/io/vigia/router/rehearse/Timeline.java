package io.vigia.router.rehearse;

import io.vigia.contracts.Alert;
import io.vigia.router.mute.Silence;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What happened between two times.
 *
 * @param observations in the order of their {@code observedAt}: only what begins or ends an alert
 * @param silences those that were in force at some time between
 */
record Timeline(Instant from, Instant to, List<Alert> observations, List<Silence> silences) {
  Timeline {
    observations = observations.stream().sorted(Comparator.comparing(Alert::observedAt)).toList();
    silences = List.copyOf(silences);
  }
}
