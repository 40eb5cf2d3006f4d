package io.vigia.router.group;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.NotifyClient;
import io.vigia.router.alert.AlertChangeConsumer;
import io.vigia.router.alert.AlertRowMapper;
import io.vigia.router.group.FlushPlan.Notified;
import io.vigia.router.route.RoutingWiring;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The groups and when each is due. */
@ApplicationScoped
class GroupStore implements AlertChangeConsumer {

  private static final Logger LOG = Logger.getLogger(GroupStore.class);
  static final String CHANNEL = "groups";

  /** A due group as it lies in the table, locked by the transaction that read it. */
  record Due(
      String tenant,
      String groupKey,
      String route,
      Labels groupLabels,
      Instant due,
      Notified notified) {}

  private final Pool pool;
  private final RoutingWiring routing;
  private final NotifyClient notify;

  GroupStore(Pool pool, RoutingWiring routing, NotifyClient notify) {
    this.pool = pool;
    this.routing = routing;
    this.notify = notify;
  }

  @Override
  public Uni<Void> changed(SqlConnection tx, List<Alert> alerts, Instant now) {
    var current = routing.current();
    List<Membership> memberships =
        alerts.stream()
            .filter(a -> a.status() == Status.FIRING)
            .flatMap(a -> Membership.of(a, current, now).stream())
            .sorted(Comparator.comparing(Membership::groupKey)) // one lock order
            .toList();
    if (memberships.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return tx.preparedQuery(
            """
            insert into alert_group (tenant, group_key, route, group_labels, next_flush_at)
            values ($1, $2, $3, $4, $5)
            on conflict (tenant, group_key) do update
              set next_flush_at = coalesce(alert_group.next_flush_at, excluded.next_flush_at)""")
        .executeBatch(memberships.stream().map(GroupStore::groupTuple).toList())
        .chain(
            () ->
                tx.preparedQuery(
                        "insert into alert_group_member values ($1, $2, $3) on conflict do nothing")
                    .executeBatch(memberships.stream().map(GroupStore::memberTuple).toList()))
        .chain(
            () ->
                tx.preparedQuery("select pg_notify($1, '')")
                    .execute(Tuple.of(notify.channel(CHANNEL))))
        .replaceWithVoid();
  }

  /** Hands a due group to the flush, in a transaction that no other replica can enter. */
  Uni<Boolean> withDue(
      Instant now, Function<SqlConnection, Function<Due, Uni<Void>>> flush, Duration postponement) {
    var taken = new AtomicReference<Due>();
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(
                        """
                        select * from alert_group where next_flush_at <= $1
                         order by next_flush_at limit 1 for update skip locked""")
                    .execute(Tuple.of(ColumnMapper.at(now)))
                    .map(rows -> rows.stream().findFirst().map(GroupStore::due))
                    .chain(
                        found -> {
                          found.ifPresent(taken::set);
                          return found.isEmpty()
                              ? Uni.createFrom().item(false)
                              : flush.apply(tx).apply(found.get()).replaceWith(true);
                        }))
        .onFailure(failure -> taken.get() != null)
        .recoverWithUni(
            failure -> {
              Due group = Objects.requireNonNull(taken.get());
              LOG.errorf("%s waits %s: %s", group.groupKey(), postponement, failure.toString());
              return postpone(group, now.plus(postponement)).replaceWith(true);
            });
  }

  Uni<Optional<Instant>> nextDue() {
    return pool.query("select min(next_flush_at) as due from alert_group")
        .execute()
        .map(
            rows -> Optional.ofNullable(ColumnMapper.instantOrNull(rows.iterator().next(), "due")));
  }

  Uni<List<Alert>> members(SqlConnection tx, Due group) {
    return tx.preparedQuery(
            """
            select a.* from alert a
              join alert_group_member m on m.tenant = a.tenant and m.fingerprint = a.fingerprint
             where m.tenant = $1 and m.group_key = $2 order by a.starts_at, a.fingerprint""")
        .execute(Tuple.of(group.tenant(), group.groupKey()))
        .map(rows -> rows.stream().map(AlertRowMapper::alert).toList());
  }

  /** Remembers what was said; a group in which nothing fires any more goes. */
  Uni<Void> save(SqlConnection tx, Due group, FlushPlan plan, Instant now) {
    if (plan.nextFlush().isEmpty()) {
      return tx.preparedQuery("delete from alert_group where tenant = $1 and group_key = $2")
          .execute(Tuple.of(group.tenant(), group.groupKey()))
          .replaceWithVoid();
    }
    Tuple state =
        Tuple.tuple()
            .addString(group.tenant())
            .addString(group.groupKey())
            .addValue(ColumnMapper.at(plan.nextFlush().get()))
            .addBoolean(plan.sends())
            .addArrayOfString(episodes(plan.firing()))
            .addArrayOfString(episodes(plan.resolved()))
            .addValue(ColumnMapper.at(now));
    return tx.preparedQuery(
            """
            update alert_group set next_flush_at = $3,
                   notified_firing   = case when $4 then $5 else notified_firing end,
                   notified_resolved = case when $4 then $6 else notified_resolved end,
                   notified_at       = case when $4 then $7 else notified_at end
             where tenant = $1 and group_key = $2""")
        .execute(state)
        .chain(
            () ->
                tx.preparedQuery(
                        """
                        delete from alert_group_member
                         where tenant = $1 and group_key = $2 and fingerprint = any($3)""")
                    .execute(
                        Tuple.of(group.tenant(), group.groupKey(), fingerprints(plan.resolved()))))
        .replaceWithVoid();
  }

  /** Alerts whose source no longer vouches for them become resolved for every reader. */
  Uni<Void> endUnvouched(Instant now) {
    return pool.preparedQuery(
            "update alert set status = 'resolved' where status = 'firing' and ends_at <= $1")
        .execute(Tuple.of(ColumnMapper.at(now)))
        .replaceWithVoid();
  }

  /** Lets a group that cannot be flushed wait, so that the others go on. */
  Uni<Void> postpone(Due group, Instant until) {
    return pool.preparedQuery(
            "update alert_group set next_flush_at = $3 where tenant = $1 and group_key = $2")
        .execute(Tuple.of(group.tenant(), group.groupKey(), ColumnMapper.at(until)))
        .replaceWithVoid();
  }

  private static String[] episodes(List<Alert> alerts) {
    return alerts.stream().map(a -> a.episode().toString()).toArray(String[]::new);
  }

  private static String[] fingerprints(List<Alert> alerts) {
    return alerts.stream().map(a -> a.labels().fingerprint()).toArray(String[]::new);
  }

  private static Tuple groupTuple(Membership m) {
    return Tuple.of(
        m.alert().tenant(),
        m.groupKey(),
        m.route().id(),
        new JsonObject(new TreeMap<String, Object>(m.groupLabels().values())),
        ColumnMapper.at(m.firstFlush()));
  }

  private static Tuple memberTuple(Membership m) {
    return Tuple.of(m.alert().tenant(), m.groupKey(), m.alert().labels().fingerprint());
  }

  private static Due due(Row row) {
    var labels = new TreeMap<String, String>();
    row.getJsonObject("group_labels")
        .forEach(l -> labels.put(l.getKey(), String.valueOf(l.getValue())));
    return new Due(
        row.getString("tenant"),
        row.getString("group_key"),
        row.getString("route"),
        new Labels(labels),
        ColumnMapper.instant(row, "next_flush_at"),
        new Notified(
            Set.copyOf(Arrays.asList(row.getArrayOfStrings("notified_firing"))),
            Set.copyOf(Arrays.asList(row.getArrayOfStrings("notified_resolved"))),
            Optional.ofNullable(ColumnMapper.instantOrNull(row, "notified_at"))));
  }
}
