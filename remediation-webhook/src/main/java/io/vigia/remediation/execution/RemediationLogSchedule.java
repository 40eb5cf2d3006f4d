package io.vigia.remediation.execution;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vigia.kit.loop.LoopSchedule;
import io.vigia.kit.store.LeaseStore;
import io.vigia.remediation.RemediationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes {@code remediation_log.txt}, a line per finished execution. The database knows what has
 * been written: a crash in between repeats a line, with the same execution id, and loses none. At
 * 10 MB it becomes {@code .1}; three of those are kept.
 */
@ApplicationScoped
class RemediationLogSchedule {

  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final List<String> LEASE_NAME = List.of("remediation-log");
  private static final int BATCH = 100;
  private static final long MAX_BYTES = 10L << 20;
  private static final int BACKUPS = 3;

  private final ExecutionStore store;
  private final LeaseStore leases;
  private final RotatedFile file;
  private final LoopSchedule loop = new LoopSchedule("remediation log", PAUSE, this::pass);

  RemediationLogSchedule(ExecutionStore store, LeaseStore leases, RemediationConfig config) {
    this.store = store;
    this.leases = leases;
    this.file = new RotatedFile(config.logFile().toAbsolutePath(), MAX_BYTES, BACKUPS);
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  void nudge() {
    loop.nudge();
  }

  private Uni<Duration> pass() {
    return leases
        .claim(LEASE_NAME, LEASE)
        .chain(
            held ->
                held.isEmpty()
                    ? Uni.createFrom().item(List.<Execution>of())
                    : store.unlogged(BATCH))
        .chain(
            finished ->
                finished.isEmpty()
                    ? Uni.createFrom().item(LoopSchedule.IDLE)
                    : write(finished)
                        .chain(() -> store.markLogged(finished))
                        .replaceWith(
                            finished.size() == BATCH ? LoopSchedule.AGAIN : LoopSchedule.IDLE));
  }

  private Uni<Void> write(List<Execution> finished) {
    return Uni.createFrom()
        .item(
            () -> {
              append(finished.stream().map(LogLine::of).collect(Collectors.joining()));
              return true;
            })
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .replaceWithVoid();
  }

  private void append(String lines) {
    try {
      file.append(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(file.file() + " cannot be written: " + e.getMessage(), e);
    }
  }
}
