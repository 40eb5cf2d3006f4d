package io.vigia.router.agent;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.vigia.contracts.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An agent for people: what it last said.
 *
 * @param heardAt when that was stored, or the last word that was no late one
 * @param silentSince null while it reports
 * @param clockSkew how far its clock is behind, negative when it is ahead; null while it is right
 */
public record AgentView(
    @JsonUnwrapped Heartbeat heartbeat,
    Way way,
    State state,
    Instant heardAt,
    @Nullable Instant silentSince,
    @Nullable Duration clockSkew) {

  /** What is believed of it. */
  public enum State {
    @JsonProperty("alive")
    ALIVE,
    /** Silent on its own. */
    @JsonProperty("silent")
    SILENT,
    /** Silent with its site. */
    @JsonProperty("site-silent")
    SITE_SILENT,
    /** Whatever it says or does not say, nobody is told. */
    @JsonProperty("maintenance")
    MAINTENANCE
  }

  static AgentView of(
      Heartbeat heartbeat,
      Way way,
      Instant heardAt,
      Optional<Instant> silentSince,
      boolean cut,
      Optional<Duration> skew) {
    State state = silentSince.isEmpty() ? State.ALIVE : cut ? State.SITE_SILENT : State.SILENT;
    return new AgentView(
        heartbeat, way, state, heardAt, silentSince.orElse(null), skew.orElse(null));
  }

  AgentView inMaintenance() {
    return new AgentView(heartbeat, way, State.MAINTENANCE, heardAt, silentSince, clockSkew);
  }
}
