package io.vigia.router.mute;

import io.smallrye.mutiny.Uni;
import io.vigia.contracts.Labels;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What was silenced when, as far as silences are kept. */
@ApplicationScoped
public class SilenceHistoryStore {

  private final SilenceStore silences;

  SilenceHistoryStore(SilenceStore silences) {
    this.silences = silences;
  }

  /** The silences that took one of the alerts and were in force at some time of the span. */
  public Uni<List<Silenced>> between(
      String tenant, Instant from, Instant until, Collection<Labels> alerts) {
    return silences
        .all(tenant)
        .map(
            all ->
                all.stream()
                    .filter(s -> s.endsAt().isAfter(from) && s.startsAt().isBefore(until))
                    .map(silence -> silenced(silence, alerts))
                    .filter(silenced -> !silenced.fingerprints().isEmpty())
                    .toList());
  }

  private static Silenced silenced(Silence silence, Collection<Labels> alerts) {
    return new Silenced(
        silence.id(),
        silence.startsAt(),
        silence.endsAt(),
        silence.createdBy(),
        silence.comment(),
        alerts.stream().filter(silence::takes).map(Labels::fingerprint).toList());
  }
}
