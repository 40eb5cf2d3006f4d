package io.vigia.watcher.watch;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The watchers that people edit. */
@ApplicationScoped
public class WatcherStore {

  private final WatcherMapper mapper;

  WatcherStore(WatcherMapper mapper) {
    this.mapper = mapper;
  }

  @WithSession
  public Uni<List<Watcher>> all(String tenant) {
    return WatcherEntity.<WatcherEntity>list("tenant = ?1 order by name", tenant)
        .map(found -> found.stream().map(mapper::watcher).toList());
  }

  @WithSession
  public Uni<Optional<Watcher>> find(UUID id) {
    return WatcherEntity.<WatcherEntity>findById(id)
        .map(found -> Optional.ofNullable(found).map(mapper::watcher));
  }

  /** Adds the watcher unless the tenant has one of that name. */
  @WithSession
  Uni<Void> addIfAbsent(String tenant, Definition definition) {
    return Panache.withTransaction(
        () ->
            WatcherEntity.count("tenant = ?1 and name = ?2", tenant, definition.name())
                .chain(
                    there ->
                        there > 0
                            ? Uni.createFrom().voidItem()
                            : mapper
                                .entity(UUID.randomUUID(), tenant, definition)
                                .persist()
                                .replaceWithVoid()));
  }
}
