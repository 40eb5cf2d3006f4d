package io.vigia.watcher.discover;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.LeaseStore;
import io.vigia.watcher.discover.DiscoveryConfig.SourceConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Looks at each source when its time has come, in one replica at a time. */
@ApplicationScoped
class DiscoverySchedule {

  private static final Logger LOG = Logger.getLogger(DiscoverySchedule.class);

  private final DiscoveryConfig config;
  private final DiscoveryClient discovery;
  private final LeaseStore leases;
  private final boolean byItself;
  private final List<LoopSchedule> loops = new ArrayList<>();

  DiscoverySchedule(
      DiscoveryConfig config,
      DiscoveryClient discovery,
      LeaseStore leases,
      @ConfigProperty(name = "vigia.watcher.runs.enabled", defaultValue = "true")
          boolean byItself) {
    this.config = config;
    this.discovery = discovery;
    this.leases = leases;
    this.byItself = byItself;
  }

  void start(@Observes @Priority(200) StartupEvent event) {
    config
        .sources()
        .forEach(
            (name, source) -> {
              if (byItself && source.enabled()) {
                loops.add(
                    new LoopSchedule("discovery " + name, source.every(), () -> look(name, source))
                        .start());
              }
            });
  }

  void stop(@Observes ShutdownEvent event) {
    loops.forEach(LoopSchedule::close);
  }

  private Uni<Duration> look(String name, SourceConfig source) {
    return leases
        .claim(List.of(DiscoveryClient.origin(name)), source.every().multipliedBy(2))
        .chain(
            held ->
                held.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : discovery
                        .plan(name, source)
                        .chain(plan -> discovery.apply(source, plan))
                        .invoke(DiscoverySchedule::tell)
                        .replaceWithVoid())
        .replaceWith(LoopSchedule.IDLE);
  }

  private static void tell(DiscoveryPlan plan) {
    if (plan.complaint() != null) {
      LOG.warnf("discovery %s: %s", plan.source(), plan.complaint());
    }
    if (!plan.add().isEmpty() || !plan.disable().isEmpty() || !plan.enable().isEmpty()) {
      LOG.infof(
          "discovery %s: %d new, %d gone, %d back",
          plan.source(), plan.add().size(), plan.disable().size(), plan.enable().size());
    }
  }
}
