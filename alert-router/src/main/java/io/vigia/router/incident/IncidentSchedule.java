package io.vigia.router.incident;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.loop.LoopSchedule;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Closes incidents that have been quiet for long enough; whoever closes one counts its times. */
@ApplicationScoped
class IncidentSchedule {

  private static final Logger LOG = Logger.getLogger(IncidentSchedule.class);

  private static final Duration[] BUCKETS = {
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1),
    Duration.ofHours(4),
    Duration.ofDays(1)
  };

  private final IncidentStore store;
  private final IncidentConfig config;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final LoopSchedule loop;

  IncidentSchedule(IncidentStore store, IncidentConfig config, Clock clock, MeterRegistry metrics) {
    this.store = store;
    this.config = config;
    this.clock = clock;
    this.metrics = metrics;
    this.loop = new LoopSchedule("incidents", config.lookEvery(), this::pass);
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  private Uni<Duration> pass() {
    return store
        .closeQuiet(config.quiet(), clock.instant())
        .invoke(closed -> closed.forEach(this::count))
        .map(List::isEmpty)
        .map(none -> none ? LoopSchedule.IDLE : LoopSchedule.AGAIN);
  }

  private void count(Incident incident) {
    Incident.Repair by = incident.repairedBy();
    String repair = String.valueOf(by).toLowerCase(Locale.ROOT);
    Times times = incident.times();
    record("vigia_incident_detect", repair, times.detect());
    record("vigia_incident_tell", repair, times.tell());
    record("vigia_incident_acknowledge", repair, times.acknowledge());
    record("vigia_incident_repair", repair, times.repair());
    LOG.infof("incident %s of %s closed, %s", incident.id(), incident.cause(), repair);
  }

  private void record(String name, String repair, @Nullable Duration time) {
    if (time != null) {
      Timer.builder(name)
          .tag("repaired_by", repair)
          .serviceLevelObjectives(BUCKETS)
          .register(metrics)
          .record(time);
    }
  }
}
