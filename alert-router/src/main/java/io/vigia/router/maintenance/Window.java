package io.vigia.router.maintenance;

import io.vigia.contracts.Labels;
import io.vigia.kit.match.Matcher;
import io.vigia.router.route.TimeInterval;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A time in which what it matches raises no alert, once or again and again.
 *
 * @param matchers all of them must hold for the labels of the alert that would be raised
 * @param from the first moment, also of one that recurs; none: from always
 * @param until the first moment that does not belong to it; none: for ever
 * @param recurring within these bounds only at these times; none: all the time
 */
record Window(
    UUID id,
    String tenant,
    List<Matcher> matchers,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<TimeInterval> recurring) {

  Window {
    matchers = List.copyOf(matchers);
  }

  boolean takes(String otherTenant, Labels labels) {
    return tenant.equals(otherTenant)
        && matchers.stream().allMatch(matcher -> matcher.matches(labels));
  }

  boolean isInForce(Instant at) {
    return from.map(first -> !at.isBefore(first)).orElse(true)
        && until.map(at::isBefore).orElse(true)
        && recurring.map(times -> times.contains(at)).orElse(true);
  }

  /** While in force: when to ask again at the latest. A time that recurs ends with a minute. */
  Instant askAgain(Instant at) {
    Instant minute = at.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    Instant end = until.orElse(Instant.MAX);
    return recurring.isPresent() && minute.isBefore(end) ? minute : end;
  }

  /**
   * When it was last over, if that was after a moment. While in force it is not.
   *
   * @param after not more than some days ago: times that recur are looked for minute by minute
   */
  Optional<Instant> endedSince(Instant after, Instant now) {
    if (isInForce(now) || until.map(end -> !end.isAfter(after)).orElse(false)) {
      return Optional.empty();
    }
    if (until.isPresent() && !until.get().isAfter(now) && isInForce(until.get().minusMillis(1))) {
      return until;
    }
    if (recurring.isEmpty()) {
      return Optional.empty();
    }
    Instant last = until.filter(end -> end.isBefore(now)).orElse(now);
    for (Instant minute = last.truncatedTo(ChronoUnit.MINUTES);
        minute.isAfter(after);
        minute = minute.minus(Duration.ofMinutes(1))) {
      if (isInForce(minute.minusMillis(1))) {
        return Optional.of(minute);
      }
    }
    return Optional.empty();
  }
}
