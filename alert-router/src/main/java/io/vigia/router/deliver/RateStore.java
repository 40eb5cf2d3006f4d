package io.vigia.router.deliver;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.NotifyClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What rate limits hold back, and when notifications were let go. */
@ApplicationScoped
class RateStore {

  /** What waits is folded into digests of so many. */
  static final int MOST = 10_000;

  /** What a throttle holds counts from when it is due. */
  private static final String WAITING =
      " target = $1 and tenant = $2 and status = 'pending' and not admitted and digest is null"
          + " and (not held or next_attempt_at <= $3)";

  /** A tenant's notifications to one integration. */
  record Queue(String tenant, String target) {
    Tuple tuple() {
      return Tuple.of(target, tenant);
    }

    Tuple tuple(Instant now) {
      return tuple().addValue(ColumnMapper.at(now));
    }
  }

  /**
   * @param waiting at most {@link #MOST}
   */
  record Window(List<Instant> sent, boolean closed, int waiting) {}

  private final Pool pool;
  private final NotifyClient notify;

  RateStore(Pool pool, NotifyClient notify) {
    this.pool = pool;
    this.notify = notify;
  }

  /**
   * Those in which something waits and whose window is not closed. For a receiver that does not
   * answer nothing more is let go, so that it is not flooded when it does.
   */
  Uni<List<Queue>> queues(Instant now) {
    return pool.preparedQuery(
            """
            select w.target, w.tenant
              from (select distinct target, tenant from delivery
                     where status = 'pending' and not admitted and digest is null
                       and (not held or next_attempt_at <= $1)) w
              left join rate_window r on r.target = w.target and r.tenant = w.tenant
             where (r.closed_until is null or r.closed_until <= $1)
               and not exists (
                 select 1 from circuit c
                  where c.target = w.target
                    and (c.open_until > $1
                         or c.failures >= $2 and exists (
                              select 1 from delivery d
                               where d.target = w.target and d.status = 'pending' and d.admitted
                                 and d.next_attempt_at <= $1)))
            """)
        .execute(Tuple.of(ColumnMapper.at(now), Circuit.OPENS_AFTER))
        .map(
            rows ->
                rows.stream()
                    .map(row -> new Queue(row.getString("tenant"), row.getString("target")))
                    .toList());
  }

  /**
   * Shows a queue's window to a decision that is carried out in the same transaction. Only one
   * replica has it at a time; the others go on.
   */
  Uni<Void> withWindow(
      Queue queue, Instant now, Function<SqlConnection, Function<Window, Uni<Void>>> work) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    insert into rate_window (target, tenant, updated_at) values ($1, $2, $3)
                    on conflict do nothing""")
                .execute(queue.tuple(now))
                .chain(
                    () ->
                        tx.preparedQuery(
                                """
                                select r.*, (select count(*) from (select 1 from delivery where %s
                                                                    limit %d) w) as waiting
                                  from rate_window r where target = $1 and tenant = $2
                                   and (closed_until is null or closed_until <= $3)
                                   for update skip locked"""
                                    .formatted(WAITING, MOST))
                            .execute(queue.tuple(now)))
                .chain(
                    rows ->
                        rows.size() == 0
                            ? Uni.createFrom().voidItem()
                            : work.apply(tx).apply(window(rows.iterator().next()))));
  }

  private static Window window(Row row) {
    return new Window(
        Arrays.stream(row.getArrayOfOffsetDateTimes("sent"))
            .map(OffsetDateTime::toInstant)
            .sorted()
            .toList(),
        row.getOffsetDateTime("closed_until") != null,
        row.getInteger("waiting"));
  }

  /** Lets the oldest go, each as it is. */
  Uni<Void> admit(SqlConnection tx, Queue queue, int count, Instant now) {
    return tx.preparedQuery(
            """
            update delivery set admitted = true
             where seq in (select seq from delivery where %s order by seq limit $4)"""
                .formatted(WAITING))
        .execute(queue.tuple(now).addInteger(count))
        .chain(() -> notify.wake(tx, DeliveryStore.CHANNEL));
  }

  Uni<Void> save(
      SqlConnection tx, Queue queue, List<Instant> sent, Optional<Instant> closed, Instant now) {
    @Nullable OffsetDateTime until = ColumnMapper.atOrNull(closed.orElse(null));
    return tx.preparedQuery(
            """
            update rate_window set sent = $3, closed_until = $4, updated_at = $5
             where target = $1 and tenant = $2""")
        .execute(
            queue
                .tuple()
                .addArrayOfOffsetDateTime(
                    sent.stream().map(ColumnMapper::at).toArray(OffsetDateTime[]::new))
                .addValue(until)
                .addValue(ColumnMapper.at(now)))
        .replaceWithVoid();
  }

  /** Folds the oldest into a digest: they are told when that one is. */
  Uni<Digest> fold(SqlConnection tx, Queue queue, UUID digest, Instant now) {
    return tx.preparedQuery(
            """
            update delivery set digest = $4
             where seq in (select seq from delivery where %s order by seq limit %d)"""
                .formatted(WAITING, MOST))
        .execute(queue.tuple(now).addUUID(digest))
        .chain(() -> tx.preparedQuery(COUNTED).execute(Tuple.of(digest)))
        .map(rows -> digest(rows.stream().toList()));
  }

  /** Each alert as it was last spoken of. */
  private static final String COUNTED =
      """
      with folded as (select seq, notification from delivery where digest = $1),
      alerts as (
        select distinct on (a->'labels') a->>'status' as status,
               coalesce(a->'labels'->>'alertname', '') as alertname,
               coalesce(a->'labels'->>'severity', '') as severity
          from folded cross join lateral jsonb_array_elements(notification->'alerts') as a
         order by a->'labels', seq desc),
      named as (
        select alertname, severity, count(*)::int as count from alerts
         group by alertname, severity order by count desc limit 100)
      select (select count(*) from folded)::int as notifications,
             (select count(*) from alerts where status = 'firing')::int as firing,
             (select count(*) from alerts where status <> 'firing')::int as resolved,
             (select count(distinct notification->>'groupKey') from folded)::int as groups,
             array(select distinct notification->>'groupKey' from folded
                    order by 1 limit 10) as examples,
             n.alertname, n.severity, n.count
        from (select 1) as one left join named n on true""";

  private static Digest digest(List<Row> rows) {
    Row first = rows.get(0);
    return new Digest(
        first.getInteger("notifications"),
        first.getInteger("firing"),
        first.getInteger("resolved"),
        first.getInteger("groups"),
        List.of(first.getArrayOfStrings("examples")),
        rows.stream()
            .filter(row -> row.getString("alertname") != null)
            .map(
                row ->
                    new Digest.Name(
                        row.getString("alertname"),
                        row.getString("severity"),
                        row.getInteger("count")))
            .toList());
  }
}
