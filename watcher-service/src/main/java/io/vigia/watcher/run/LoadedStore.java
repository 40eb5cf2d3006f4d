package io.vigia.watcher.run;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vigia.watcher.watch.Watcher;
import io.vigia.watcher.watch.WatcherStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Definitions that were read lately: those of most runs have not changed since the last. */
@ApplicationScoped
class LoadedStore {

  private static final int MAX = 20_000;

  private final Pool pool;
  private final WatcherStore watchers;
  private final Map<UUID, Watcher> loaded =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Watcher> eldest) {
          return size() > MAX;
        }
      };

  LoadedStore(Pool pool, WatcherStore watchers) {
    this.pool = pool;
    this.watchers = watchers;
  }

  /** Those of the watchers that there are, read in a transaction. */
  Uni<Map<UUID, Watcher>> of(SqlClient tx, Set<UUID> ids) {
    return watchers
        .find(tx, ids)
        .map(all -> all.stream().collect(Collectors.toMap(Watcher::id, watcher -> watcher)));
  }

  /**
   * Those of the watchers that there are.
   *
   * @param versions the version of each that is wanted, at least
   */
  Uni<Map<UUID, Watcher>> of(Map<UUID, Integer> versions) {
    var found = new HashMap<UUID, Watcher>();
    var missing = new ArrayList<UUID>();
    synchronized (loaded) {
      versions.forEach(
          (id, version) -> {
            Watcher known = loaded.get(id);
            if (known != null && known.version() >= version) {
              found.put(id, known);
            } else {
              missing.add(id);
            }
          });
    }
    if (missing.isEmpty()) {
      return Uni.createFrom().item(found);
    }
    return watchers
        .find(pool, missing)
        .map(
            fresh -> {
              synchronized (loaded) {
                fresh.forEach(watcher -> loaded.put(watcher.id(), watcher));
              }
              fresh.forEach(watcher -> found.put(watcher.id(), watcher));
              return found;
            });
  }
}
