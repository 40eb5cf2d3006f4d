package io.vigia.router.incident;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The episodes of one alert as several changes of it, taken one after the other, leave them. */
final class Episodes {

  /** An episode that began with one of the changes. */
  record Fresh(Instant startsAt, Optional<Instant> endedAt) {}

  private final String tenant;
  private final Labels labels;
  private final Optional<Instant> known;
  private Optional<Instant> earlierStart = Optional.empty();
  private Optional<Instant> knownEnd = Optional.empty();
  private final List<Fresh> fresh = new ArrayList<>();

  /**
   * @param known the start of the episode that is known to fire
   */
  Episodes(String tenant, Labels labels, Optional<Instant> known) {
    this.tenant = tenant;
    this.labels = labels;
    this.known = known;
  }

  void take(Alert alert, Instant now) {
    EpisodeChange change = EpisodeChange.of(openStart(), alert, now);
    change.ended().ifPresent(this::end);
    if (change.began()) {
      fresh.add(new Fresh(alert.startsAt(), Optional.empty()));
    }
    if (change.earlier()) {
      start(alert.startsAt());
    }
  }

  private Optional<Instant> openStart() {
    if (!fresh.isEmpty()) {
      Fresh last = fresh.get(fresh.size() - 1);
      return last.endedAt().isEmpty() ? Optional.of(last.startsAt()) : Optional.empty();
    }
    return knownEnd.isPresent() ? Optional.empty() : earlierStart.or(() -> known);
  }

  private void end(Instant at) {
    if (fresh.isEmpty()) {
      knownEnd = Optional.of(at);
    } else {
      fresh.add(new Fresh(fresh.remove(fresh.size() - 1).startsAt(), Optional.of(at)));
    }
  }

  private void start(Instant at) {
    if (fresh.isEmpty()) {
      earlierStart = Optional.of(at);
    } else {
      fresh.remove(fresh.size() - 1);
      fresh.add(new Fresh(at, Optional.empty()));
    }
  }

  String tenant() {
    return tenant;
  }

  Labels labels() {
    return labels;
  }

  /** The start of the known episode, if it turns out to lie earlier. */
  Optional<Instant> earlierStart() {
    return earlierStart;
  }

  /** The end of the known episode, if it came. */
  Optional<Instant> knownEnd() {
    return knownEnd;
  }

  List<Fresh> fresh() {
    return List.copyOf(fresh);
  }

  boolean changeTheKnown() {
    return earlierStart.isPresent() || knownEnd.isPresent();
  }
}
