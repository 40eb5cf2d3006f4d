package io.vigia.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of heartbeat-agent. */
@ConfigMapping(prefix = "vigia.agent")
public interface AgentConfig {

  /** How the agent calls itself; the host's name when absent. */
  Optional<String> name();

  @WithDefault("default")
  String tenant();

  /** The network that it shares with other agents: all silent at once is one alert. */
  Optional<String> site();

  /** Between two cycles; cycles begin at whole multiples of it on the clock. */
  Duration interval();

  /** Failures in a row after which a target is down. The first success brings it back. */
  int threshold();

  /** How long one probe may take. */
  @WithDefault("5s")
  Duration timeout();

  /** In alert texts. */
  ZoneId timeZone();

  /** The SQLite file with states, cycles and the spool. */
  @WithDefault("agent.db")
  Path store();

  /** How long cycles are kept. */
  @WithDefault("7d")
  Duration retention();

  /** Events kept while Kafka is away; beyond it measurements and heartbeats go, alerts never. */
  @WithDefault("200000")
  int spoolLimit();

  /** Services of the suite: each gets a liveness and a readiness target. */
  Map<String, URI> suite();

  /** Further targets by name. */
  Map<String, TargetConfig> targets();

  /** The reference agent's list; addresses and headers are in SERVICE_URL_x, SERVICE_HEADERS_x. */
  Optional<List<String>> serviceNames();

  /** One target. */
  interface TargetConfig {

    /** The scheme chooses the probe: {@code http}, {@code https}, {@code host}. */
    URI url();

    Map<String, String> headers();

    @WithDefault("ServiceDown")
    String alertname();

    @WithDefault("critical")
    String severity();

    /** A runbook to ask for when it is down; its target is the target's name. */
    Optional<String> runbook();

    /** Another target; while that one fails, this one is not judged. */
    Optional<String> parent();
  }
}
