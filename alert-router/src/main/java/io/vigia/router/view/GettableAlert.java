package io.vigia.router.view;

import io.vigia.contracts.Alert;
import io.vigia.router.mute.Muted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert as Alertmanager's API v2 answers it. */
record GettableAlert(
    Map<String, String> labels,
    Map<String, String> annotations,
    Instant startsAt,
    Instant endsAt,
    Instant updatedAt,
    String fingerprint,
    List<Receiver> receivers,
    AlertStatus status,
    @Nullable String generatorURL) {

  record Receiver(String name) {}

  record AlertStatus(
      String state, List<String> silencedBy, List<String> inhibitedBy, List<String> mutedBy) {}

  /**
   * @param openEnd when one ends that nobody has said an end of
   */
  static GettableAlert of(Alert alert, List<String> receivers, Muted muted, Instant openEnd) {
    String fingerprint = alert.labels().fingerprint();
    return new GettableAlert(
        alert.labels().values(),
        alert.annotations(),
        alert.startsAt(),
        alert.endsAt() == null ? openEnd : alert.endsAt(),
        alert.observedAt(),
        fingerprint,
        receivers.stream().map(Receiver::new).toList(),
        new AlertStatus(
            muted.isMuted(fingerprint) ? "suppressed" : "active",
            muted.silencedBy(fingerprint),
            muted.inhibitedBy(fingerprint),
            List.of()),
        alert.generatorURL());
  }
}
