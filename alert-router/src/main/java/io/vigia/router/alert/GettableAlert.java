package io.vigia.router.alert;

import io.vigia.contracts.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert as Alertmanager's API v2 answers it. */
record GettableAlert(
    Map<String, String> labels,
    Map<String, String> annotations,
    Instant startsAt,
    @Nullable Instant endsAt,
    Instant updatedAt,
    String fingerprint,
    List<Receiver> receivers,
    AlertStatus status,
    @Nullable String generatorURL) {

  record Receiver(String name) {}

  record AlertStatus(
      String state, List<String> silencedBy, List<String> inhibitedBy, List<String> mutedBy) {}

  static GettableAlert of(Alert alert, List<String> receivers) {
    return new GettableAlert(
        alert.labels().values(),
        alert.annotations(),
        alert.startsAt(),
        alert.endsAt(),
        alert.observedAt(),
        alert.labels().fingerprint(),
        receivers.stream().map(Receiver::new).toList(),
        new AlertStatus("active", List.of(), List.of(), List.of()),
        alert.generatorURL());
  }
}
