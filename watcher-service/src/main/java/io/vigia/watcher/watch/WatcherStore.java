package io.vigia.watcher.watch;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.limit.LimitsConfig;
import io.vigia.kit.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/** The watchers that people edit. */
@ApplicationScoped
public class WatcherStore {

  private static final int MAX_LISTED = 1000;

  private final WatcherMapper mapper;

  private final LimitsConfig limits;

  private final Clock clock;

  WatcherStore(WatcherMapper mapper, LimitsConfig limits, Clock clock) {
    this.mapper = mapper;
    this.limits = limits;
    this.clock = clock;
  }

  @WithSession
  public Uni<List<Watcher>> all(String tenant) {
    return WatcherEntity.<WatcherEntity>find("tenant = ?1 order by name", tenant)
        .page(0, MAX_LISTED)
        .list()
        .map(found -> found.stream().map(mapper::watcher).toList());
  }

  /** Those of the ids that there are. */
  @WithSession
  public Uni<List<Watcher>> find(Collection<UUID> ids) {
    return WatcherEntity.<WatcherEntity>list("id in ?1", ids)
        .map(found -> found.stream().map(mapper::watcher).toList());
  }

  @WithSession
  public Uni<Optional<Watcher>> find(UUID id) {
    return WatcherEntity.<WatcherEntity>findById(id)
        .map(found -> Optional.ofNullable(found).map(mapper::watcher));
  }

  /**
   * Adds the watcher unless the tenant has one of that name; replicas may ask at the same time.
   *
   * @return a failed Uni when the tenant has as many as it may
   */
  @WithSession
  public Uni<Void> addIfAbsent(String tenant, Definition definition) {
    return Panache.withTransaction(
            () ->
                WatcherEntity.count("tenant = ?1 and name = ?2", tenant, definition.name())
                    .chain(
                        there -> there > 0 ? Uni.createFrom().voidItem() : add(tenant, definition)))
        .onFailure(ConstraintViolationException.class)
        .recoverWithNull();
  }

  private Uni<Void> add(String tenant, Definition definition) {
    return room(tenant)
        .chain(
            () ->
                mapper
                    .entity(UUID.randomUUID(), tenant, definition, "vigia", clock.instant())
                    .persist())
        .replaceWithVoid();
  }

  private Uni<Void> room(String tenant) {
    return WatcherEntity.count("tenant = ?1", tenant)
        .invoke(
            there -> {
              if (there >= limits.watchers()) {
                throw Refusal.later(
                    429,
                    "the tenant has reached its limit of %d watchers (vigia.limits.watchers)"
                        .formatted(limits.watchers()),
                    Duration.ofMinutes(1));
              }
            })
        .replaceWithVoid();
  }
}
