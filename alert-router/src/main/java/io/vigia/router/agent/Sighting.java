package io.vigia.router.agent;

import io.vigia.contracts.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a heartbeat says of its agent: that it lives, only that it lived, or nothing new. A
 * decision: no clock, no I/O.
 *
 * <p>How late a heartbeat comes by its own clock (its offset) is delay and wrong clock in one. The
 * two are told apart by what follows: a spool that is sent again comes at once, so each offset is
 * smaller than the one before by an interval; with a wrong clock the offset stays.
 */
record Sighting(Reason reason, Track next) {

  enum Reason {
    FIRST,
    LIVE,
    /** The agent's clock was set; it goes on from there. */
    CLOCK_SET,
    /** Newer than what is known, but too old to say that the agent lives now. */
    LATE,
    /** A repetition, or overtaken by a later one. */
    STALE
  }

  /** An agent whose clock is further ahead may have been set right since. */
  static final Duration AHEAD = Duration.ofMinutes(1);

  /** So many in a row with a wrong clock, and people hear of it. */
  static final int SKEWED = 3;

  /**
   * What is known of an agent's heartbeats.
   *
   * @param offset of the last one that was a sign of life: positive when its clock is behind
   * @param late the offset of the last one, if that was none
   * @param skewed how many in a row came with the same wrong clock
   */
  record Track(
      long sequence, Instant cycleStart, Duration offset, Optional<Duration> late, int skewed) {}

  /**
   * @param deadline of the agent: what is older says nothing of now
   * @param skew how wrong a clock may be
   * @param attentive false while heartbeats wait with us: then nothing is said of clocks
   */
  record Rules(Duration deadline, Duration skew, boolean attentive) {}

  static Sighting of(Optional<Track> known, Heartbeat seen, Instant now, Rules rules) {
    Duration offset = offset(seen, now);
    if (known.isEmpty()) {
      return live(Reason.FIRST, seen, offset, 0);
    }
    Track track = known.get();
    boolean later = seen.cycleStart().isAfter(track.cycleStart());
    if (seen.sequence() <= track.sequence() && !later) {
      boolean setRight =
          track.cycleStart().isAfter(now.plus(AHEAD))
              && !seen.cycleStart().isAfter(now.plus(AHEAD));
      return setRight ? live(Reason.CLOCK_SET, seen, offset, 0) : new Sighting(Reason.STALE, track);
    }
    if (!later) {
      return live(Reason.CLOCK_SET, seen, offset, 0);
    }
    if (offset.minus(track.offset()).compareTo(rules.deadline()) <= 0) {
      return live(Reason.LIVE, seen, offset, skewed(track, offset, seen, rules));
    }
    return track.late().isPresent() && isSame(track.late().get(), offset, seen)
        ? live(Reason.CLOCK_SET, seen, offset, 1)
        : new Sighting(
            Reason.LATE,
            new Track(seen.sequence(), seen.cycleStart(), track.offset(), Optional.of(offset), 0));
  }

  boolean isSignOfLife() {
    return reason != Reason.LATE && reason != Reason.STALE;
  }

  private static Sighting live(Reason reason, Heartbeat seen, Duration offset, int skewed) {
    return new Sighting(
        reason, new Track(seen.sequence(), seen.cycleStart(), offset, Optional.empty(), skewed));
  }

  private static int skewed(Track track, Duration offset, Heartbeat seen, Rules rules) {
    if (!rules.attentive()) {
      return track.skewed();
    }
    boolean wrong = offset.abs().compareTo(rules.skew()) > 0;
    return wrong && isSame(track.offset(), offset, seen) ? Math.min(SKEWED, track.skewed() + 1) : 0;
  }

  private static boolean isSame(Duration before, Duration offset, Heartbeat seen) {
    return offset.minus(before).abs().compareTo(Tolerance.bounded(seen.interval()).dividedBy(2))
        < 0;
  }

  /** The cycle itself takes time; a senseless duration takes none. */
  private static Duration offset(Heartbeat seen, Instant now) {
    Duration took = seen.cycleDuration();
    Duration since = Duration.between(seen.cycleStart(), now);
    boolean senseless = took.isNegative() || took.compareTo(Tolerance.bounded(seen.interval())) > 0;
    return senseless ? since : since.minus(took);
  }
}
