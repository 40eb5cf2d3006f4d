package io.vigia.router.mute;

import io.vigia.contracts.Labels;
import io.vigia.kit.match.Matcher;
import io.vigia.router.audit.Change;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * For a time nobody is told of alerts that match.
 *
 * <p>Two names are no labels. They stand among the matchers because that is all that Alertmanager's
 * clients keep of a silence: {@code __receiver__} says who is not told, {@code
 * __expire_on_resolve__="true"} that it ends with the alerts.
 *
 * @param startsAt never after {@code endsAt}
 */
public record Silence(
    UUID id,
    String tenant,
    List<Matcher> matchers,
    Instant startsAt,
    Instant endsAt,
    Instant updatedAt,
    String createdBy,
    String comment) {

  static final String RECEIVER = "__receiver__";
  static final String EXPIRE_ON_RESOLVE = "__expire_on_resolve__";

  /** As Alertmanager words it, in the order in which silences are listed. */
  public enum State {
    ACTIVE,
    PENDING,
    EXPIRED
  }

  public Silence {
    matchers = List.copyOf(matchers);
  }

  public State state(Instant now) {
    if (!endsAt.isAfter(now)) {
      return State.EXPIRED;
    }
    return startsAt.isAfter(now) ? State.PENDING : State.ACTIVE;
  }

  /**
   * @param receivers who is told of such an alert; one that the silence is not for hears of it
   */
  boolean takes(Labels labels, Function<Labels, ? extends Collection<String>> receivers) {
    if (!takes(labels)) {
      return false;
    }
    List<Matcher> chosen =
        matchers.stream().filter(matcher -> matcher.label().equals(RECEIVER)).toList();
    return chosen.isEmpty()
        || receivers.apply(labels).stream()
            .allMatch(name -> chosen.stream().allMatch(m -> m.value().test(name)));
  }

  /** Whether the labels match, whoever is told. */
  boolean takes(Labels labels) {
    return matchers.stream().allMatch(matcher -> !isLabel(matcher) || matcher.matches(labels));
  }

  /** Whether it ends when the alerts that it takes have ended. */
  public boolean expiresOnResolve() {
    return matchers.stream().anyMatch(matcher -> matcher.label().equals(EXPIRE_ON_RESOLVE));
  }

  /** As people read them. */
  public List<String> texts() {
    return matchers.stream().map(Matcher::text).sorted().toList();
  }

  static boolean isLabel(Matcher matcher) {
    return !matcher.label().equals(RECEIVER) && !matcher.label().equals(EXPIRE_ON_RESOLVE);
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
}
