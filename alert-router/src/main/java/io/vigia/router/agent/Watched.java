package io.vigia.router.agent;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.router.agent.Liveness.Change;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An agent before a look of the dead-man's switch. Pure: no clock, no I/O. */
record Watched(String tenant, String agent, Liveness liveness, Liveness.Heard heard) {

  /** An agent whose state changes. */
  record Turn(Watched agent, Change change) {}

  Optional<Turn> turn(Tolerance tolerance, Instant now) {
    return liveness.tick(heard, tolerance, now).change().map(change -> new Turn(this, change));
  }

  /** What people hear of a change. */
  Alert alert(Change change, Instant now, String generatorUrl) {
    boolean fires = change == Change.FELL_SILENT;
    return new Alert(
        tenant,
        fires ? Status.FIRING : Status.RESOLVED,
        Labels.of(Map.of("alertname", "AgentSilent", "agent", agent, "severity", "critical")),
        annotations(change),
        liveness instanceof Liveness.Silent silent ? silent.since() : heard.at(),
        fires ? null : now,
        now,
        null,
        "alert-router",
        generatorUrl,
        null);
  }

  private Map<String, String> annotations(Change change) {
    return switch (change) {
      case FELL_SILENT ->
          Map.of(
              "summary",
              "agent " + agent + " is silent",
              "description",
              "Its last heartbeat came at %s; one is expected every %s. What it watches is unseen."
                  .formatted(heard.at(), heard.interval()));
      case REPORTS_AGAIN -> Map.of("summary", "agent " + agent + " reports again");
      case FORGOTTEN ->
          Map.of(
              "summary",
              "agent " + agent + " is forgotten",
              "description",
              "Its last heartbeat came at " + heard.at());
    };
  }
}
