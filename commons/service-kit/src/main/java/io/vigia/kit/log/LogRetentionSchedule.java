package io.vigia.kit.log;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Log indices go when they are old. Each service asks for it; once is enough. */
@ApplicationScoped
class LogRetentionSchedule {

  private static final Logger LOG = Logger.getLogger(LogRetentionSchedule.class);

  private final LogShippingConfig config;
  private final Optional<URI> cluster;
  private final String prefix;
  private final Clock clock;

  LogRetentionSchedule(
      LogShippingConfig config,
      @ConfigProperty(name = "vigia.opensearch.url") Optional<URI> cluster,
      @ConfigProperty(name = "vigia.index-prefix") Optional<String> indexPrefix,
      Clock clock) {
    this.config = config;
    this.cluster = cluster;
    this.prefix = indexPrefix.orElse("") + "vigia-logs-";
    this.clock = clock;
  }

  @Scheduled(every = "6h", delayed = "10m")
  @Blocking
  void forget() {
    if (cluster.isEmpty()) {
      return;
    }
    var first = LocalDate.ofInstant(clock.instant().minus(config.retention()), ZoneOffset.UTC);
    try {
      new LogIndexClient(cluster.get(), prefix).forgetBefore(first);
    } catch (IOException e) {
      LOG.warnf("old log indices stay for now: %s", e.getMessage());
    }
  }
}
