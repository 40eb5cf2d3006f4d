package io.vigia.watcher.run;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vigia.watcher.watch.Watcher;
import io.vigia.watcher.watch.WatcherStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Definitions that were read lately: those of most runs have not changed since the last. */
@ApplicationScoped
class LoadedStore {

  private static final int MAX = 20_000;

  private final WatcherStore watchers;
  private final Map<UUID, Watcher> loaded =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Watcher> eldest) {
          return size() > MAX;
        }
      };

  LoadedStore(WatcherStore watchers) {
    this.watchers = watchers;
  }

  /** Those of the watchers that there are, as they are now. */
  Uni<Map<UUID, Watcher>> of(Set<UUID> ids) {
    return of(ids.stream().collect(Collectors.toMap(id -> id, id -> Integer.MAX_VALUE)));
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
    return Uni.createFrom()
        .item(() -> read(missing))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .map(
            fresh -> {
              synchronized (loaded) {
                fresh.forEach(watcher -> loaded.put(watcher.id(), watcher));
              }
              fresh.forEach(watcher -> found.put(watcher.id(), watcher));
              return found;
            });
  }

  /** Hibernate Reactive wants a Vert.x context of its own, which a worker thread gives it. */
  private List<Watcher> read(List<UUID> ids) {
    try {
      return VertxContextSupport.subscribeAndAwait(() -> watchers.find(ids));
    } catch (Throwable e) {
      throw new IllegalStateException("definitions cannot be read", e);
    }
  }
}
