package io.vigia.router.deliver;

import io.vigia.router.route.Terms.Rate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a rate limit lets go now of that which waits for an integration. A decision: no clock, no
 * I/O.
 *
 * <p>As many as the window has room for go one by one. What is left waits until it has room again,
 * with what has come since, and goes as one digest then.
 *
 * @param singly how many go as they are, the oldest first
 * @param digest whether all others go as one
 * @param sent when notifications were let go within the window, these included
 * @param closedUntil until when the others wait; empty when none does
 */
record Admission(
    Reason reason, int singly, boolean digest, List<Instant> sent, Optional<Instant> closedUntil) {

  enum Reason {
    ROOM_FOR_ALL,
    WINDOW_FULL,
    DIGEST_OF_WHAT_WAITED
  }

  Admission {
    sent = List.copyOf(sent);
  }

  /**
   * @param sent when notifications were let go, the oldest first
   * @param closed whether something had to wait before
   * @param waiting how many wait
   */
  static Admission of(Rate rate, List<Instant> sent, boolean closed, int waiting, Instant now) {
    Instant start = now.minus(rate.per());
    List<Instant> within = sent.stream().filter(at -> at.isAfter(start)).toList();
    int room = rate.notifications() - within.size();
    if (closed && waiting > 1 && room > 0) {
      return new Admission(
          Reason.DIGEST_OF_WHAT_WAITED, 0, true, plus(within, 1, now), Optional.empty());
    }
    int singly = Math.max(0, Math.min(room, waiting));
    List<Instant> after = plus(within, singly, now);
    return singly == waiting
        ? new Admission(Reason.ROOM_FOR_ALL, singly, false, after, Optional.empty())
        : new Admission(
            Reason.WINDOW_FULL, singly, false, after, Optional.of(reopens(rate, after)));
  }

  private static Instant reopens(Rate rate, List<Instant> sent) {
    return sent.get(0).plus(rate.per());
  }

  private static List<Instant> plus(List<Instant> before, int count, Instant now) {
    return Stream.concat(before.stream(), Stream.generate(() -> now).limit(count)).toList();
  }
}
