package io.vigia.router.push;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.RouterConfig;
import io.vigia.router.alert.AlertStore;
import io.vigia.router.audit.AuditStore;
import io.vigia.router.audit.Change;
import io.vigia.router.maintenance.MaintenanceChangeConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The jobs. A step of one and its alerts are one transaction. */
@ApplicationScoped
class MonitorStore implements MaintenanceChangeConsumer {

  /** Per tenant. */
  static final int MOST = 1000;

  /** Reports of each that are kept. */
  private static final int PINGS = 20;

  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

  /** Of a tenant that is not let in no job is heard, and none is missed. */
  private static final String ENABLED =
      "not exists (select from tenant t where t.name = m.tenant and not t.enabled)";

  /** What happens to a job, and the report by which it did. */
  record Event(Job.Step step, boolean paused, @Nullable Ping ping, Instant due) {}

  private final Pool pool;
  private final AlertStore alerts;
  private final MonitorRowMapper rows;
  private final AuditStore audit;
  private final String url;

  MonitorStore(
      Pool pool, AlertStore alerts, MonitorRowMapper rows, AuditStore audit, RouterConfig config) {
    this.audit = audit;
    this.pool = pool;
    this.alerts = alerts;
    this.rows = rows;
    this.url = config.externalUrl().resolve("/api/v1/push-monitors").toString();
  }

  Uni<List<Monitor>> all(String tenant, String after, int limit) {
    return pool.preparedQuery(
            """
            select * from push_monitor where tenant = $1 and name > $2
             order by name limit $3""")
        .execute(Tuple.of(tenant, after, limit))
        .map(found -> found.stream().map(rows::monitor).toList());
  }

  Uni<Optional<Monitor>> find(String tenant, UUID id) {
    return pool.preparedQuery("select * from push_monitor where tenant = $1 and id = $2")
        .execute(Tuple.of(tenant, id))
        .map(found -> found.stream().map(rows::monitor).findFirst());
  }

  Uni<List<Ping>> pings(UUID id) {
    return pool.preparedQuery(
            "select * from push_ping where monitor = $1 order by seq desc limit $2")
        .execute(Tuple.of(id, PINGS))
        .map(found -> found.stream().map(MonitorRowMapper::ping).toList());
  }

  Uni<Void> create(Caller by, Monitor monitor, String tokenSha256) {
    return pool.withTransaction(
        tx ->
            requireRoom(tx, monitor.tenant())
                .chain(
                    () ->
                        tx.preparedQuery(
                                """
                                insert into push_monitor (id, tenant, name, token_sha256, schedule,
                                  labels, severity, created_by, created_at, counts_from, due_at)
                                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)
                                on conflict (tenant, name) do nothing""")
                            .execute(
                                Tuple.tuple()
                                    .addUUID(monitor.id())
                                    .addString(monitor.tenant())
                                    .addString(monitor.name())
                                    .addString(tokenSha256)
                                    .addValue(rows.json(monitor.job().schedule()))
                                    .addValue(rows.json(monitor.own()))
                                    .addString(monitor.severity())
                                    .addString(monitor.createdBy())
                                    .addValue(ColumnMapper.at(monitor.createdAt()))
                                    .addValue(ColumnMapper.at(monitor.dueAt()))))
                .invoke(
                    done -> {
                      if (done.rowCount() == 0) {
                        throw Refusal.conflict("there is a push monitor '" + monitor.name() + "'");
                      }
                    })
                .chain(() -> record(tx, by, "push-monitor.create", monitor)));
  }

  private static Uni<Void> requireRoom(SqlClient tx, String tenant) {
    return tx.preparedQuery("select count(*) as n from push_monitor where tenant = $1")
        .execute(Tuple.of(tenant))
        .invoke(
            found -> {
              if (found.iterator().next().getLong("n") >= MOST) {
                throw Refusal.later(
                    429, "the tenant has " + MOST + " push monitors already", TRY_AGAIN);
              }
            })
        .replaceWithVoid();
  }

  /**
   * @param action why it has another
   */
  Uni<Void> token(Caller by, String action, Monitor monitor, String tokenSha256) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    "update push_monitor set token_sha256 = $3 where tenant = $1 and id = $2")
                .execute(Tuple.of(monitor.tenant(), monitor.id(), tokenSha256))
                .chain(() -> record(tx, by, action, monitor)));
  }

  private Uni<Void> record(SqlConnection tx, Caller by, String action, Monitor monitor) {
    return audit.record(
        tx, by, new Change(action, monitor.id().toString(), Map.of("name", monitor.name())));
  }

  Uni<Optional<Monitor>> byToken(String tokenSha256) {
    return pool.preparedQuery("select * from push_monitor m where token_sha256 = $1 and " + ENABLED)
        .execute(Tuple.of(tokenSha256))
        .map(found -> found.stream().map(rows::monitor).findFirst());
  }

  /** Those whose time is up. */
  Uni<List<Monitor>> due(Instant now, int most) {
    return pool.preparedQuery(
            "select * from push_monitor m where not paused and down is null and due_at <= $1 and "
                + ENABLED
                + " order by due_at limit $2")
        .execute(Tuple.of(ColumnMapper.at(now), most))
        .map(found -> found.stream().map(rows::monitor).toList());
  }

  /**
   * Since when reports over HTTP can be heard without a break: since now, when the watch clock has
   * not moved yet after one.
   */
  Uni<Instant> heardSince(Instant now) {
    return pool.preparedQuery(
            """
            select case when moved_at > $1::timestamptz - interval '5 seconds' then resumed_at
                        else $1::timestamptz end as since
              from watch_clock where way = 'http'""")
        .execute(Tuple.of(ColumnMapper.at(now)))
        .map(found -> ColumnMapper.instant(found.iterator().next(), "since"));
  }

  /**
   * Makes a change durable with its alerts. The decision is made on the row as it is then.
   *
   * @param decide nothing changes when it says nothing
   * @return the job afterwards; none when there is no such job
   */
  Uni<Optional<Monitor>> change(UUID id, Instant now, Function<Monitor, Optional<Event>> decide) {
    return pool.withTransaction(tx -> change(tx, id, now, decide));
  }

  /** The same, wanted by a person. */
  Uni<Optional<Monitor>> change(
      Caller by, String action, UUID id, Instant now, Function<Monitor, Optional<Event>> decide) {
    return pool.withTransaction(
        tx ->
            change(tx, id, now, decide)
                .call(
                    monitor ->
                        monitor
                            .map(changed -> record(tx, by, action, changed))
                            .orElseGet(() -> Uni.createFrom().voidItem())));
  }

  private Uni<Optional<Monitor>> change(
      SqlConnection tx, UUID id, Instant now, Function<Monitor, Optional<Event>> decide) {
    return tx.preparedQuery("select * from push_monitor where id = $1 for update")
        .execute(Tuple.of(id))
        .map(found -> found.stream().map(rows::monitor).findFirst())
        .chain(
            monitor ->
                monitor
                    .flatMap(decide)
                    .map(event -> save(tx, monitor.get(), event, now).map(Optional::of))
                    .orElseGet(() -> Uni.createFrom().item(monitor)));
  }

  private Uni<Monitor> save(SqlConnection tx, Monitor before, Event event, Instant now) {
    Ping ping = event.ping();
    Monitor after =
        before.with(
            event.step().next(), event.paused(), ping == null ? before.last() : ping, event.due());
    return update(tx, after)
        .chain(() -> ping == null ? Uni.createFrom().voidItem() : keep(tx, before.id(), ping))
        .chain(() -> alerts.acceptOwn(tx, before.alerts(event.step(), ping, now, url), now))
        .replaceWith(after);
  }

  private Uni<Void> update(SqlConnection tx, Monitor monitor) {
    Job job = monitor.job();
    return tx.preparedQuery(
            """
            update push_monitor
               set paused = $2, counts_from = $3, started_at = $4, duration_ms = $5, down = $6,
                   down_since = $7, due_at = $8, last_ping = $9
             where id = $1""")
        .execute(
            Tuple.tuple()
                .addUUID(monitor.id())
                .addBoolean(monitor.paused())
                .addValue(ColumnMapper.at(job.countsFrom()))
                .addValue(ColumnMapper.atOrNull(job.startedAt().orElse(null)))
                .addValue(job.duration().map(Duration::toMillis).orElse(null))
                .addString(MonitorRowMapper.down(job))
                .addValue(ColumnMapper.atOrNull(job.downSince().orElse(null)))
                .addValue(ColumnMapper.at(monitor.dueAt()))
                .addValue(monitor.last() == null ? null : rows.json(monitor.last())))
        .replaceWithVoid();
  }

  private static Uni<Void> keep(SqlConnection tx, UUID id, Ping ping) {
    return tx.preparedQuery(
            """
            insert into push_ping (monitor, at, kind, exit, body, source)
            values ($1, $2, $3, $4, $5, $6)""")
        .execute(
            Tuple.of(
                id,
                ColumnMapper.at(ping.at()),
                ping.kind().name(),
                ping.exit(),
                ping.body(),
                ping.source()))
        .chain(
            () ->
                tx.preparedQuery(
                        """
                        delete from push_ping where monitor = $1 and seq <=
                          (select seq from push_ping where monitor = $1
                            order by seq desc offset $2 limit 1)""")
                    .execute(Tuple.of(id, (long) PINGS)))
        .replaceWithVoid();
  }

  /** With the end of what it had said. */
  Uni<Boolean> delete(Caller by, UUID id, Instant now) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery("delete from push_monitor where tenant = $1 and id = $2 returning *")
                .execute(Tuple.of(by.tenant(), id))
                .map(found -> found.stream().map(rows::monitor).findFirst())
                .call(
                    gone ->
                        gone.map(monitor -> record(tx, by, "push-monitor.delete", monitor))
                            .orElseGet(() -> Uni.createFrom().voidItem()))
                .call(
                    gone ->
                        alerts.acceptOwn(
                            tx,
                            gone.map(m -> m.alerts(m.job().anew(now), null, now, url))
                                .orElse(List.of()),
                            now))
                .map(Optional::isPresent));
  }

  @Override
  public Uni<Void> changed(SqlConnection transaction, String tenant, Instant now) {
    return transaction
        .preparedQuery(
            """
            update push_monitor set due_at = $2
             where tenant = $1 and not paused and down is null and due_at > $2""")
        .execute(Tuple.of(tenant, ColumnMapper.at(now)))
        .replaceWithVoid();
  }
}
