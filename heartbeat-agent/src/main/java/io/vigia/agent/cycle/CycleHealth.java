package io.vigia.agent.cycle;

import io.vigia.agent.AgentConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while cycles end: an agent that does not look is not ready, whatever else answers. */
@Readiness
class CycleHealth implements HealthCheck {

  private final CycleSchedule cycles;
  private final AgentConfig config;
  private final Clock clock;

  CycleHealth(CycleSchedule cycles, AgentConfig config, Clock clock) {
    this.cycles = cycles;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public HealthCheckResponse call() {
    Instant last = cycles.lastEnd();
    Duration ago = Duration.between(last, clock.instant()).abs();
    return HealthCheckResponse.named("cycles")
        .withData("lastEnd", last.toString())
        .status(ago.compareTo(config.interval().multipliedBy(3)) < 0)
        .build();
  }
}
