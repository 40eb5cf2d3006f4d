package io.vigia.router.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is believed of an agent: it reports, or it is silent. Silence is measured on the watch
 * clock. Pure: no clock, no I/O.
 */
sealed interface Liveness {

  record Alive() implements Liveness {
    @Override
    public Step tick(Heard heard, Tolerance tolerance, Instant now) {
      return heard.ago().compareTo(tolerance.deadline(heard.interval())) < 0
          ? new Step(this, Optional.empty())
          : new Step(new Silent(heard.at()), Optional.of(Change.FELL_SILENT));
    }
  }

  /**
   * @param since when the last heartbeat before the silence was stored
   */
  record Silent(Instant since) implements Liveness {
    @Override
    public Step tick(Heard heard, Tolerance tolerance, Instant now) {
      if (!heard.at().equals(since)) { // not "after": our own clock may have been set back
        return new Step(new Alive(), Optional.of(Change.REPORTS_AGAIN));
      }
      return now.minus(tolerance.retention()).isAfter(since)
          ? new Step(this, Optional.of(Change.FORGOTTEN))
          : new Step(this, Optional.empty());
    }
  }

  /** What people hear of. */
  enum Change {
    FELL_SILENT,
    /** Silent together with its site: people hear of the site. */
    CUT_OFF,
    REPORTS_AGAIN,
    /** Silent for longer than anything is kept. */
    FORGOTTEN
  }

  /** The state after a look, and the change if there is one. */
  record Step(Liveness next, Optional<Change> change) {}

  /**
   * The last heartbeat.
   *
   * @param at when it was stored
   * @param ago how far the watch clock has moved since
   * @param interval how long the agent lets pass between two
   */
  record Heard(Instant at, Duration ago, Duration interval) {}

  Step tick(Heard heard, Tolerance tolerance, Instant now);

  static Liveness of(Optional<Instant> silentSince) {
    return silentSince.<Liveness>map(Silent::new).orElseGet(Alive::new);
  }
}
