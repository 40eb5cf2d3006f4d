package io.vigia.router.mute;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * That a silence took some alerts.
 *
 * @param startsAt of the silence
 * @param fingerprints of the alerts
 */
public record Silenced(
    UUID id,
    Instant startsAt,
    Instant endsAt,
    String createdBy,
    String comment,
    List<String> fingerprints) {

  public Silenced {
    fingerprints = List.copyOf(fingerprints);
  }
}
