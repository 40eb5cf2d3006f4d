package io.vigia.router.explain;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.limit.LimitsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Forgets old decisions. */
@ApplicationScoped
class ExplainSchedule {

  private final DecisionStore decisions;
  private final ExplainConfig config;
  private final LimitsConfig limits;
  private final Clock clock;

  ExplainSchedule(DecisionStore decisions, ExplainConfig config, LimitsConfig limits, Clock clock) {
    this.decisions = decisions;
    this.config = config;
    this.limits = limits;
    this.clock = clock;
  }

  @Scheduled(every = "10m", delayed = "1m")
  Uni<Void> forget() {
    return decisions.forget(clock.instant().minus(config.keep()), limits.history());
  }
}
