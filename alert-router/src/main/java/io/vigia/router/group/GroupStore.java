package io.vigia.router.group;

import io.smallrye.mutiny.Multi;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The groups and when each is due. */
@ApplicationScoped
class GroupStore implements AlertChangeConsumer {

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

  /** Hands each due group to the flush, all in one transaction that no other replica can enter. */
  Uni<Integer> withDue(
      Instant now, int limit, Function<SqlConnection, Function<Due, Uni<Void>>> flush) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    select * from alert_group where next_flush_at <= $1
                     order by next_flush_at limit $2 for update skip locked""")
                .execute(Tuple.of(ColumnMapper.at(now), limit))
                .map(rows -> rows.stream().map(GroupStore::due).toList())
                .chain(
                    groups ->
                        Multi.createFrom()
                            .iterable(groups)
                            .onItem()
                            .transformToUniAndConcatenate(
                                group -> flush.apply(tx).apply(group).replaceWith(group))
                            .collect()
                            .asList()
                            .map(List::size)));
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
            .addArrayOfString(fingerprints(plan.firing()))
            .addArrayOfString(fingerprints(plan.resolved()))
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
  Uni<Void> markEnded(SqlConnection tx, Due group, FlushPlan plan) {
    return tx.preparedQuery(
            """
            update alert set status = 'resolved'
             where tenant = $1 and fingerprint = any($2) and status = 'firing'""")
        .execute(Tuple.of(group.tenant(), fingerprints(plan.resolved())))
        .replaceWithVoid();
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
