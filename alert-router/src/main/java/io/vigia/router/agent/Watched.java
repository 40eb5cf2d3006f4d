package io.vigia.router.agent;

import io.vigia.contracts.Labels;
import io.vigia.router.agent.Liveness.Change;
import io.vigia.router.maintenance.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An agent before a look of the dead-man's switch. Pure: no clock, no I/O.
 *
 * @param cut whether its site's alert stands for it
 * @param skewSince since when people know that its clock is wrong
 */
record Watched(
    String tenant,
    String agent,
    Optional<String> site,
    Liveness liveness,
    Liveness.Heard heard,
    boolean cut,
    Optional<Instant> skewSince) {

  /** An agent whose state changes. */
  record Turn(Watched agent, Change change) {}

  /** Why an agent whose time is up on the watch clock is, or is not, found silent. */
  enum Reason {
    SILENT,
    /** The whole deadline has not passed since the last heartbeat, outage or maintenance. */
    NOT_YET,
    MAINTENANCE
  }

  /**
   * @param again when to look again, from now, if it is not silent
   */
  record Finding(Reason reason, Duration again) {}

  Labels labels() {
    return AgentAlert.silence(agent, site);
  }

  String key() {
    return tenant + "/" + agent;
  }

  Finding judge(Tolerance tolerance, Windows windows, Instant now) {
    Optional<Instant> held = windows.heldUntil(tenant, labels(), now);
    if (held.isPresent()) {
      return new Finding(Reason.MAINTENANCE, Duration.between(now, held.get()));
    }
    Duration deadline = tolerance.deadline(heard.interval());
    Duration ago =
        windows
            .endedSince(tenant, labels(), now.minus(deadline), now)
            .map(end -> Duration.between(end, now))
            .filter(since -> since.compareTo(heard.ago()) < 0)
            .orElse(heard.ago());
    return ago.compareTo(deadline) < 0
        ? new Finding(Reason.NOT_YET, deadline.minus(ago))
        : new Finding(Reason.SILENT, Duration.ZERO);
  }

  /** For one that is silent already: it reports again, or it is forgotten. */
  Optional<Turn> turn(Tolerance tolerance, Instant now) {
    return liveness.tick(heard, tolerance, now).change().map(change -> new Turn(this, change));
  }
}
