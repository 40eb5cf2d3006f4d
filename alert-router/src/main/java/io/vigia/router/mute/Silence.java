package io.vigia.router.mute;

import io.vigia.contracts.Labels;
import io.vigia.kit.match.Matcher;
import io.vigia.router.audit.Change;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * For a time nobody is told of alerts that match.
 *
 * @param startsAt never after {@code endsAt}
 */
record Silence(
    UUID id,
    String tenant,
    List<Matcher> matchers,
    Instant startsAt,
    Instant endsAt,
    Instant updatedAt,
    String createdBy,
    String comment) {

  /** As Alertmanager words it, in the order in which silences are listed. */
  enum State {
    ACTIVE,
    PENDING,
    EXPIRED
  }

  Silence {
    matchers = List.copyOf(matchers);
  }

  State state(Instant now) {
    if (!endsAt.isAfter(now)) {
      return State.EXPIRED;
    }
    return startsAt.isAfter(now) ? State.PENDING : State.ACTIVE;
  }

  boolean takes(Labels labels) {
    return matchers.stream().allMatch(matcher -> matcher.matches(labels));
  }

  /** Over from now on; one that has not begun ends where it would have begun. */
  Silence expired(Instant now) {
    Instant start = startsAt.isAfter(now) ? now : startsAt;
    return new Silence(id, tenant, matchers, start, now, now, createdBy, comment);
  }

  /** A new one does not change the past. */
  Silence notBefore(Instant now) {
    return startsAt.isBefore(now)
        ? new Silence(id, tenant, matchers, now, endsAt, updatedAt, createdBy, comment)
        : this;
  }

  /**
   * Whether it can become the other without having meant something else before: what it matches
   * stays, and the past is not changed.
   */
  boolean canBecome(Silence other, Instant now) {
    boolean sameStart =
        state(now) == State.ACTIVE
            ? startsAt.equals(other.startsAt())
            : !other.startsAt().isBefore(now);
    return state(now) != State.EXPIRED && texts().equals(other.texts()) && sameStart;
  }

  /** What the audit keeps of it. */
  Change change(String action, UUID silence) {
    var detail =
        Map.of(
            "matchers", String.join(", ", texts()),
            "startsAt", startsAt.toString(),
            "endsAt", endsAt.toString(),
            "createdBy", createdBy,
            "comment", comment);
    return new Change(action, silence.toString(), detail);
  }

  private List<String> texts() {
    return matchers.stream().map(Matcher::text).sorted().toList();
  }
}
