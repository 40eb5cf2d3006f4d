package io.vigia.router.group;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.NotifyClient;
import io.vigia.router.ack.AckStore;
import io.vigia.router.alert.AlertChangeConsumer;
import io.vigia.router.alert.AlertRowMapper;
import io.vigia.router.group.FlushPlan.Members;
import io.vigia.router.route.RoutingWiring;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The groups and when each is due. */
@ApplicationScoped
@Priority(30) // alerts' changes lock rows in one order: groups, timers, incidents
class GroupStore implements AlertChangeConsumer {

  private static final Logger LOG = Logger.getLogger(GroupStore.class);
  static final String CHANNEL = "groups";

  /** Bytes of labels and annotations in one notification, beside the number of its alerts. */
  private static final int MAX_TEXT = 1 << 20;

  /** Alerts that one statement looks at: enough, and no pass waits long for it. */

  /** A due group as it lies in the table, locked by the transaction that read it. */
  record Due(
      String tenant,
      String groupKey,
      String route,
      Labels groupLabels,
      Instant due,
      Optional<Instant> notifiedAt) {}

  private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57");

  private final Pool pool;
  private final RoutingWiring routing;
  private final MembershipStore membership;
  private final NotifyClient notify;

  GroupStore(Pool pool, RoutingWiring routing, MembershipStore membership, NotifyClient notify) {
    this.pool = pool;
    this.routing = routing;
    this.membership = membership;
    this.notify = notify;
  }

  @Override
  public Uni<Void> changed(SqlConnection tx, List<Alert> alerts, Instant now) {
    var current = routing.current();
    List<Membership> memberships =
        alerts.stream()
            .filter(a -> a.status() == Status.FIRING)
            .flatMap(a -> Membership.of(a, current, now).stream())
            .toList();
    if (memberships.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return membership.join(tx, memberships).chain(() -> notify.wake(tx, CHANNEL));
  }

  /** With another routing all alerts are sorted anew, also those that only go on firing. */
  @Override
  public long sorting() {
    return routing.hash();
  }

  /**
   * Hands due groups to the flush, in a transaction that no other replica can enter. Their
   * statements go to the database together, so that many groups wait for as few answers as one. If
   * one fails, each has a transaction of its own, and the one that fails waits.
   *
   * @return how many were due
   */
  Uni<Integer> withDue(
      Instant now,
      int most,
      Function<SqlConnection, Function<Due, Uni<Void>>> flush,
      Duration postponement) {
    var taken = new ArrayList<Due>();
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(
                        """
                        select * from alert_group where next_flush_at <= $1
                         order by next_flush_at limit $2 for update skip locked""")
                    .execute(Tuple.of(ColumnMapper.at(now), most))
                    .map(rows -> rows.stream().map(GroupStore::due).toList())
                    .invoke(taken::addAll)
                    .chain(found -> together(found, flush.apply(tx)).replaceWith(found.size())))
        .onFailure(failure -> !taken.isEmpty())
        .recoverWithUni(
            failure ->
                taken.size() > 1
                    ? oneByOne(taken.size(), now, flush, postponement)
                    : isPassing(failure)
                        ? Uni.createFrom().failure(failure) // the loop tries again soon
                        : postpone(taken.get(0), failure, now.plus(postponement)));
  }

  /** A conflict with another transaction, or the database's own trouble: not the group's fault. */
  private static boolean isPassing(Throwable failure) {
    return failure instanceof PgException said
        && said.getSqlState() != null
        && PASSING.contains(said.getSqlState().substring(0, 2));
  }

  private static Uni<Void> together(List<Due> groups, Function<Due, Uni<Void>> flush) {
    return Multi.createFrom()
        .iterable(groups)
        .onItem()
        .transformToUni(flush::apply)
        .merge(Math.max(1, groups.size()))
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Integer> oneByOne(
      int count,
      Instant now,
      Function<SqlConnection, Function<Due, Uni<Void>>> flush,
      Duration postponement) {
    Uni<Integer> flushed = Uni.createFrom().item(count);
    for (int i = 0; i < count; i++) {
      flushed = flushed.chain(() -> withDue(now, 1, flush, postponement)).replaceWith(count);
    }
    return flushed;
  }

  Uni<Optional<Instant>> nextDue() {
    return pool.query("select min(next_flush_at) as due from alert_group")
        .execute()
        .map(
            rows -> Optional.ofNullable(ColumnMapper.instantOrNull(rows.iterator().next(), "due")));
  }

  /** The label sets of its alerts. */
  Uni<List<Labels>> labels(SqlConnection tx, Due group) {
    return tx.preparedQuery(
            """
            select a.labels from alert a join alert_group_member m using (tenant, fingerprint)
             where m.tenant = $1 and m.group_key = $2""")
        .execute(Tuple.of(group.tenant(), group.groupKey()))
        .map(rows -> rows.stream().map(AlertRowMapper::labels).toList());
  }

  /**
   * Reads what the group's alerts come to and marks what a notification can carry as told: one
   * statement and so one view of the alerts. What is new goes first, then what ended; what does not
   * fit stays untold for the next flush. A muted alert counts for nothing, but its end is told when
   * it is muted no longer, if its beginning was.
   *
   * @param muted fingerprints
   */
  Uni<Members> tell(SqlConnection tx, Due group, Set<String> muted, int most, Instant now) {
    return tx.preparedQuery(
            """
            with members as materialized (
              select a.*, m.told_starts_at, a.fingerprint = any($6) as muted,
                     a.status = 'firing' and (a.ends_at is null or a.ends_at > $3) as fires,
                     m.left_out or m.told_starts_at is distinct from a.starts_at as untold
                from alert a join alert_group_member m using (tenant, fingerprint)
               where m.tenant = $1 and m.group_key = $2),
            seen as (select * from members where not muted),
            ranked as (
              select *, row_number() over news as place,
                     sum(octet_length(labels::text) + octet_length(annotations::text)) over news
                       as text
                from seen
              window news as (order by (fires and untold) desc, fires, starts_at, fingerprint)),
            carried as materialized (
              select * from ranked where place = 1 or (place <= $4 and text <= $5)),
            ended as (
              delete from alert_group_member m using (
                select fingerprint from carried where not fires
                union all
                select fingerprint from members
                 where muted and not fires and told_starts_at is null) s
               where m.tenant = $1 and m.group_key = $2 and m.fingerprint = s.fingerprint),
            told as (
              update alert_group_member m set told_starts_at = s.starts_at, left_out = false
                from carried s
               where m.tenant = $1 and m.group_key = $2 and m.fingerprint = s.fingerprint
                 and s.fires and s.untold),
            counted as (
              select count(*) filter (where fires and not muted) as firing,
                     count(*) filter (where not fires and not muted) as resolved,
                     count(*) filter (where not fires and not muted
                                        and told_starts_at is not null) as told_resolved,
                     count(*) filter (where fires and not muted and untold) as untold_firing,
                     count(*) filter (where muted and (fires or told_starts_at is not null))
                       as muted_members
                from members)
            select s.*, c.firing, c.resolved, c.told_resolved, c.untold_firing, c.muted_members
              from counted c left join carried s on true
             order by s.fires desc, s.starts_at, s.fingerprint""")
        .execute(
            Tuple.of(
                group.tenant(),
                group.groupKey(),
                ColumnMapper.at(now),
                most,
                MAX_TEXT,
                muted.toArray(String[]::new)))
        .map(GroupStore::members);
  }

  /**
   * Remembers that it spoke, and of what it did not; a group in which nothing fires any more goes.
   */
  Uni<Void> save(SqlConnection tx, Due group, Set<String> muted, FlushPlan plan, Instant now) {
    if (plan.nextFlush().isEmpty()) {
      return tx.preparedQuery("delete from alert_group where tenant = $1 and group_key = $2")
          .execute(Tuple.of(group.tenant(), group.groupKey()))
          .replaceWithVoid();
    }
    return tx.preparedQuery(
            """
            update alert_group set next_flush_at = $3,
                   notified_at = case when $4 then $5 else notified_at end
             where tenant = $1 and group_key = $2""")
        .execute(
            Tuple.of(
                group.tenant(),
                group.groupKey(),
                ColumnMapper.at(plan.nextFlush().get()),
                plan.sends(),
                ColumnMapper.at(now)))
        .chain(
            () ->
                plan.sends() && !muted.isEmpty()
                    ? leaveOut(tx, group, muted)
                    : Uni.createFrom().voidItem());
  }

  private static Uni<Void> leaveOut(SqlConnection tx, Due group, Set<String> muted) {
    return tx.preparedQuery(
            """
            update alert_group_member set left_out = true
             where tenant = $1 and group_key = $2 and fingerprint = any($3)""")
        .execute(Tuple.of(group.tenant(), group.groupKey(), muted.toArray(String[]::new)))
        .replaceWithVoid();
  }

  /** Whether each alert that fires, and is not muted, has been taken on by somebody. */
  Uni<Boolean> isAcknowledged(SqlConnection tx, Due group, Set<String> muted, Instant now) {
    return tx.preparedQuery(
            """
            select not exists (
              select 1 from alert a join alert_group_member m using (tenant, fingerprint)
               where m.tenant = $1 and m.group_key = $2 and a.fingerprint <> all($4)
                 and a.status = 'firing' and (a.ends_at is null or a.ends_at > $3)
                 and not exists (select 1 from acknowledgement k where %s)) as acknowledged"""
                .formatted(AckStore.IN_FORCE))
        .execute(
            Tuple.of(
                group.tenant(),
                group.groupKey(),
                ColumnMapper.at(now),
                muted.toArray(String[]::new)))
        .map(rows -> rows.iterator().next().getBoolean("acknowledged"));
  }

  /** Lets a group that cannot be flushed wait, so that the others go on. */
  private Uni<Integer> postpone(Due group, Throwable why, Instant until) {
    LOG.errorf("%s waits until %s: %s", group.groupKey(), until, why.toString());
    return pool.preparedQuery(
            "update alert_group set next_flush_at = $3 where tenant = $1 and group_key = $2")
        .execute(Tuple.of(group.tenant(), group.groupKey(), ColumnMapper.at(until)))
        .replaceWith(1);
  }

  private static Due due(Row row) {
    return new Due(
        row.getString("tenant"),
        row.getString("group_key"),
        row.getString("route"),
        AlertRowMapper.labels(row, "group_labels"),
        ColumnMapper.instant(row, "next_flush_at"),
        Optional.ofNullable(ColumnMapper.instantOrNull(row, "notified_at")));
  }

  private static Members members(RowSet<Row> rows) {
    Row first = rows.iterator().next();
    return new Members(
        first.getInteger("firing"),
        first.getInteger("resolved"),
        first.getInteger("told_resolved"),
        first.getInteger("untold_firing"),
        first.getInteger("muted_members"),
        rows.stream()
            .filter(row -> row.getString("fingerprint") != null)
            .map(AlertRowMapper::alert)
            .toList());
  }
}
