package io.vigia.router.incident;

import io.vigia.contracts.Labels;
import io.vigia.contracts.RemediationOutcome;
import io.vigia.router.ack.Ack;
import io.vigia.router.mute.Silenced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What happened in an incident, in order; made of what the other features keep. */
final class Timeline {

  /** In the order in which they stand when they happened at the same time. */
  enum Kind {
    ALERT_BEGAN,
    SILENCED,
    ESCALATED,
    NOTIFIED,
    NOT_DELIVERED,
    REPAIR_REQUESTED,
    ACKNOWLEDGED,
    ACKNOWLEDGEMENT_ENDED,
    NOTE,
    REPAIR_SUCCEEDED,
    REPAIR_FAILED,
    REPAIR_DENIED,
    ALERT_ENDED,
    CLOSED
  }

  /**
   * @param by the person, receiver or runbook; null where there is none
   * @param reference fingerprint, or the id of a delivery, an execution or a silence
   */
  record Entry(
      Instant at, Kind kind, String text, @Nullable String by, @Nullable String reference) {}

  record Episode(String fingerprint, Labels labels, Instant startsAt, @Nullable Instant endedAt) {}

  /** A delivery of a notification about it; of one that a digest told, what became of that. */
  record Told(
      UUID id,
      String receiver,
      String integration,
      String reason,
      String status,
      @Nullable String lastError,
      Instant createdAt,
      @Nullable Instant finishedAt) {}

  record Note(String author, String text, Instant writtenAt) {}

  /** All that is known of it. */
  record Sources(
      List<Episode> episodes,
      List<Told> told,
      List<Ack> acks,
      List<RemediationOutcome> outcomes,
      List<Note> notes,
      List<Silenced> silenced) {}

  private Timeline() {}

  static List<Entry> of(Sources sources, @Nullable Instant closedAt, Instant now) {
    var entries = new ArrayList<Entry>();
    sources.episodes().forEach(episode -> add(entries, episode));
    sources.told().forEach(told -> add(entries, told));
    sources.acks().forEach(ack -> add(entries, ack, now));
    sources.outcomes().stream().map(Timeline::entry).forEach(entries::add);
    sources.notes().stream()
        .map(n -> new Entry(n.writtenAt(), Kind.NOTE, n.text(), n.author(), null))
        .forEach(entries::add);
    sources.silenced().stream().map(s -> entry(s, sources.episodes())).forEach(entries::add);
    if (closedAt != null) {
      entries.add(new Entry(closedAt, Kind.CLOSED, "nothing fires any more", null, null));
    }
    entries.sort(Comparator.comparing(Entry::at).thenComparing(Entry::kind));
    return List.copyOf(entries);
  }

  private static void add(List<Entry> entries, Episode episode) {
    String name = episode.labels().values().toString();
    entries.add(new Entry(episode.startsAt(), Kind.ALERT_BEGAN, name, null, episode.fingerprint()));
    if (episode.endedAt() != null) {
      entries.add(
          new Entry(episode.endedAt(), Kind.ALERT_ENDED, name, null, episode.fingerprint()));
    }
  }

  /** What was skipped reached nobody because it was for nobody. */
  private static void add(List<Entry> entries, Told told) {
    String id = told.id().toString();
    String to = told.receiver() + " by " + told.integration();
    if (told.reason().equals("ESCALATED")) {
      entries.add(new Entry(told.createdAt(), Kind.ESCALATED, "to " + to, told.receiver(), id));
    }
    Instant end = told.finishedAt();
    if (end == null) {
      return;
    }
    if (told.status().equals("dead")) {
      entries.add(
          new Entry(end, Kind.NOT_DELIVERED, to + ": " + told.lastError(), told.receiver(), id));
    } else if (told.status().equals("delivered")) {
      Kind kind =
          told.integration().startsWith("remediation-") ? Kind.REPAIR_REQUESTED : Kind.NOTIFIED;
      entries.add(new Entry(end, kind, to + ", " + told.reason(), told.receiver(), id));
    }
  }

  private static void add(List<Entry> entries, Ack ack, Instant now) {
    entries.add(
        new Entry(ack.madeAt(), Kind.ACKNOWLEDGED, ack.note(), ack.owner(), ack.fingerprint()));
    if (!ack.until().isAfter(now)) {
      boolean expired = ack.until().equals(ack.expiresAt());
      entries.add(
          new Entry(
              ack.until(),
              Kind.ACKNOWLEDGEMENT_ENDED,
              expired ? "expired" : "withdrawn or replaced",
              expired ? null : ack.endedBy(),
              ack.fingerprint()));
    }
  }

  private static Entry entry(RemediationOutcome outcome) {
    Kind kind =
        switch (outcome.status()) {
          case SUCCEEDED -> Kind.REPAIR_SUCCEEDED;
          case FAILED -> Kind.REPAIR_FAILED;
          case DENIED -> Kind.REPAIR_DENIED;
        };
    String text =
        outcome.target()
            + ": "
            + outcome.decision()
            + ", "
            + (outcome.verified() ? "verified" : "not verified")
            + (outcome.reason() == null ? "" : ", " + outcome.reason());
    return new Entry(
        lastOf(outcome), kind, text, outcome.runbook(), outcome.execution().toString());
  }

  private static Instant lastOf(RemediationOutcome outcome) {
    var times = outcome.times();
    return Stream.of(times.verifiedAt(), times.actedAt(), times.decidedAt(), times.receivedAt())
        .flatMap(time -> Optional.ofNullable(time).stream())
        .max(Comparator.naturalOrder())
        .orElse(times.detectedAt());
  }

  /** It counts from when both the silence and the alert were there. */
  private static Entry entry(Silenced silence, List<Episode> episodes) {
    Instant first =
        episodes.stream()
            .filter(episode -> silence.fingerprints().contains(episode.fingerprint()))
            .map(Episode::startsAt)
            .min(Comparator.naturalOrder())
            .orElse(silence.startsAt());
    Instant at = first.isAfter(silence.startsAt()) ? first : silence.startsAt();
    return new Entry(
        at, Kind.SILENCED, silence.comment(), silence.createdBy(), silence.id().toString());
  }
}
