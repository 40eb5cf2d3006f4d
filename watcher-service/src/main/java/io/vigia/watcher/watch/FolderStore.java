package io.vigia.watcher.watch;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the watched folder has brought into force; for a worker's thread. */
@ApplicationScoped
class FolderStore {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Pool pool;
  private final DefinitionStore definitions;
  private final DefinitionText text;

  FolderStore(Pool pool, DefinitionStore definitions, DefinitionText text) {
    this.pool = pool;
    this.definitions = definitions;
    this.text = text;
  }

  /** Names by tenant, by file. */
  Map<String, Map<String, List<String>>> inForce() {
    var found = new HashMap<String, Map<String, List<String>>>();
    pool.query(
            "select tenant, name, origin from watcher where origin like 'folder:%' order by name")
        .execute()
        .await()
        .atMost(PATIENCE)
        .forEach(
            row ->
                new Origin(row.getString("origin"))
                    .file()
                    .ifPresent(
                        file ->
                            found
                                .computeIfAbsent(file, f -> new HashMap<>())
                                .computeIfAbsent(row.getString("tenant"), t -> new ArrayList<>())
                                .add(row.getString("name"))));
    return found;
  }

  /**
   * @return the plan that was carried out
   * @throws io.vigia.kit.problem.Refusal when the tenant has no room
   */
  FolderPlan change(String tenant, List<FolderFile> files, Set<String> leaving) {
    var by = new By(tenant, "folder", "", Origin.file(""));
    var decided = new ArrayList<FolderPlan>();
    definitions
        .change(
            by,
            null,
            there -> {
              decided.add(FolderPlan.of(there, tenant, files, leaving, text::today));
              return decided.get(0).plan();
            })
        .await()
        .atMost(PATIENCE);
    return decided.get(0);
  }
}
