package io.vigia.watcher.watch;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.util.ClassPathUtils;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.watch.Change.Wanted;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * With nothing configured the suite watches itself. What is built in is added once: from then on it
 * is the user's, and does not come back when it is deleted.
 */
@ApplicationScoped
class BuiltInWiring {

  private static final Logger LOG = Logger.getLogger(BuiltInWiring.class);
  private static final String FOLDER = "watchers";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Pool pool;
  private final DefinitionStore store;
  private final Intake intake;
  private final String indexPrefix;

  BuiltInWiring(
      Pool pool,
      DefinitionStore store,
      Intake intake,
      @ConfigProperty(name = "vigia.index-prefix") Optional<String> indexPrefix) {
    this.pool = pool;
    this.store = store;
    this.intake = intake;
    this.indexPrefix = indexPrefix.orElse("");
  }

  void add(@Observes @Priority(50) StartupEvent event) throws IOException {
    files()
        .forEach(
            (file, body) -> {
              try {
                intake.own(body, indexPrefix).forEach(this::plant);
              } catch (Refusal refusal) {
                LOG.warnf("what is built in as %s is not there: %s", file, refusal.getMessage());
              }
            });
  }

  /** The first replica that gets here plants it. */
  private void plant(Wanted wanted) {
    var by = new By(Intake.DEFAULT_TENANT, "vigia", "built in", Origin.BUILT_IN);
    pool.withTransaction(
            tx ->
                tx.preparedQuery(
                        "insert into watcher_seed (name) values ($1) on conflict do nothing")
                    .execute(Tuple.of(wanted.name()))
                    .call(
                        planted ->
                            store.change(
                                tx,
                                by,
                                List.of(wanted.name()),
                                there ->
                                    planted.rowCount() == 1 && there.isEmpty()
                                        ? DefinitionPlan.additions(there, List.of(wanted))
                                        : new DefinitionPlan(List.of()))))
        .await()
        .atMost(PATIENCE);
  }

  private static TreeMap<String, byte[]> files() throws IOException {
    var found = new TreeMap<String, byte[]>();
    ClassPathUtils.consumeAsPaths(
        FOLDER,
        folder -> {
          try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yml")).toList()) {
              found.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return found;
  }
}
