package io.vigia.kit.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vigia.kit.log.LogTail.Page;
import io.vigia.kit.log.LogTail.Position;
import io.vigia.kit.loop.LoopSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Ships the service's log file into {@code vigia-logs-*}, if it is one of JSON. The file is the
 * durable copy: after a kill it goes on from its saved position, and each line has one document id,
 * so none is lost and none is there twice; only a line over a megabyte, or one that the cluster
 * refuses, is left out.
 */
@ApplicationScoped
public class LogShippingSchedule {

  private final LogShippingConfig config;
  private final Optional<URI> cluster;
  private final String indexPrefix;
  private final boolean shippable;
  private final Path file;
  private final int backups;
  private final String service;
  private final MeterRegistry metrics;
  private @Nullable LoopSchedule loop;

  LogShippingSchedule(
      LogShippingConfig config,
      @ConfigProperty(name = "vigia.opensearch.url") Optional<URI> cluster,
      @ConfigProperty(name = "vigia.index-prefix") Optional<String> indexPrefix,
      @ConfigProperty(name = "quarkus.log.file.enabled") boolean fileEnabled,
      @ConfigProperty(name = "quarkus.log.file.json.enabled") boolean json,
      @ConfigProperty(name = "quarkus.log.file.path") Path file,
      @ConfigProperty(name = "quarkus.log.file.rotation.max-backup-index") int backups,
      @ConfigProperty(name = "quarkus.application.name") String service,
      MeterRegistry metrics) {
    this.config = config;
    this.cluster = cluster;
    this.indexPrefix = indexPrefix.orElse("");
    this.shippable = fileEnabled && json;
    this.file = file;
    this.backups = backups;
    this.service = service;
    this.metrics = metrics;
  }

  void start(@Observes StartupEvent event) {
    if (shippable && cluster.isPresent()) {
      var client = new BulkLogClient(cluster.get(), indexPrefix + "vigia-logs-", service);
      var tail = new LogTail(file, backups);
      loop =
          new LoopSchedule(
                  "log shipping",
                  config.shipInterval(),
                  () ->
                      Uni.createFrom()
                          .item(() -> ship(tail, client))
                          .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
              .start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    if (loop != null) {
      loop.close();
    }
  }

  private Duration ship(LogTail tail, BulkLogClient client) {
    try {
      Position from = load();
      Page page = tail.read(from);
      if (!page.lines().isEmpty()) {
        client.index(page.lines());
        metrics.counter("vigia_log_lines_shipped_total").increment(page.lines().size());
      }
      if (!page.next().equals(from)) {
        save(page.next());
      }
      return page.lines().isEmpty() ? LoopSchedule.IDLE : LoopSchedule.AGAIN;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path positionFile() {
    return file.resolveSibling(file.getFileName() + ".position");
  }

  private Position load() throws IOException {
    if (!Files.exists(positionFile())) {
      return Position.START;
    }
    String[] parts = Files.readString(positionFile()).strip().split(" ", -1);
    return Optional.of(parts)
        .filter(p -> p.length == 2 && p[0].matches("\\d+") && p[1].matches("\\d+"))
        .map(p -> new Position(Long.parseLong(p[0]), Long.parseLong(p[1])))
        .orElse(Position.START);
  }

  private void save(Position position) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".position.new");
    Files.writeString(fresh, position.inode() + " " + position.offset());
    Files.move(
        fresh, positionFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
