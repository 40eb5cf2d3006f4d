package io.vigia.watcher.deliver;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.deliver.Settlement;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.LeaseStore;
import io.vigia.kit.store.NotifyClient;
import io.vigia.kit.store.WorkLeaseStore;
import io.vigia.watcher.watch.WatcherStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Notices until their destinations have them. */
@ApplicationScoped
public class NoticeStore {

  static final String CHANNEL = "notices";

  /** Without the texts, which may be long. */
  private static final String VIEW =
      """
      select id, notice, watcher, destination, type, receiver, spec::jsonb ->> 'index' as index,
             alertname, tells, status, attempts, last_error, next_attempt_at, created_at, finished_at from notice
      """;

  private final Pool pool;
  private final NoticeMapper mapper;
  private final NotifyClient notify;
  private final Clock clock;
  private final WorkLeaseStore leases;

  NoticeStore(Pool pool, NoticeMapper mapper, NotifyClient notify, Clock clock) {
    this.pool = pool;
    this.mapper = mapper;
    this.notify = notify;
    this.clock = clock;
    this.leases = new WorkLeaseStore(pool, "notice", "id", "token");
  }

  /** The deliveries under way in this process. */
  WorkLeaseStore leases() {
    return leases;
  }

  /**
   * One row per destination, in the caller's transaction. A notice that is there already is not
   * written again.
   */
  public Uni<Void> append(SqlConnection tx, List<Notice> notices) {
    Instant now = clock.instant();
    List<Tuple> rows = notices.stream().flatMap(n -> mapper.rows(n, now).stream()).toList();
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return tx.preparedQuery(
            """
            insert into notice (id, notice, destination, destinations, tenant, watcher, lane, type,
                                receiver, tells, alertname, spec, facts, since, next_attempt_at,
                                created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $14)
            on conflict do nothing""")
        .executeBatch(rows)
        .chain(() -> notify.wake(tx, CHANNEL));
  }

  /**
   * Leases the first pending delivery of each lane that is due.
   *
   * @param busy receivers that have enough under way already
   */
  Uni<List<Delivery>> claim(Instant now, int limit, List<String> busy) {
    return pool.preparedQuery(
            """
            update notice set lease_owner = $3, token = token + 1, attempts = attempts + 1,
                   lease_until = clock_timestamp() + $4 * interval '1 millisecond'
             where seq in (
               select n.seq from notice n
                where n.status = 'pending' and n.next_attempt_at <= $1 and n.receiver <> all($5)
                  and (n.lease_until is null or n.lease_until < clock_timestamp())
                  and not exists (select 1 from notice e
                                   where e.lane = n.lane and e.status = 'pending'
                                     and e.seq < n.seq)
                order by n.seq limit $2 for update skip locked)
            returning *, (select w.definition from watcher w where w.id = notice.watcher)
                         as definition""")
        .execute(
            Tuple.of(
                ColumnMapper.at(now),
                limit,
                LeaseStore.OWNER,
                WorkLeaseStore.TIME.toMillis(),
                busy.toArray(String[]::new)))
        .map(rows -> rows.stream().map(mapper::delivery).toList());
  }

  /** Records what became of a try, unless the lease has passed to another meanwhile. */
  Uni<Void> settle(Delivery delivery, Settlement settlement, Instant now) {
    String status = "pending";
    String error = null;
    Instant next = now;
    if (settlement instanceof Settlement.Delivered) {
      status = "delivered";
    } else if (settlement instanceof Settlement.Skipped skipped) {
      status = "skipped";
      error = skipped.why();
    } else if (settlement instanceof Settlement.Dead dead) {
      status = "dead";
      error = dead.why();
    } else if (settlement instanceof Settlement.Retry retry) {
      error = retry.why();
      next = now.plus(retry.after());
    }
    return pool.preparedQuery(
            """
            update notice set status = $4, last_error = $5, next_attempt_at = $6,
                   finished_at = $7, receiver = $8, lease_until = null
             where id = $1 and lease_owner = $2 and token = $3 and status = 'pending'""")
        .execute(
            Tuple.tuple()
                .addUUID(delivery.id())
                .addUUID(LeaseStore.OWNER)
                .addLong(delivery.token())
                .addString(status)
                .addValue(error == null ? null : error.replace("\0", ""))
                .addValue(ColumnMapper.at(next))
                .addValue(ColumnMapper.atOrNull(status.equals("pending") ? null : now))
                .addString(delivery.receiver()))
        .replaceWithVoid();
  }

  Uni<Optional<Instant>> nextDue() {
    return pool.query("select min(next_attempt_at) as due from notice where status = 'pending'")
        .execute()
        .map(
            rows -> Optional.ofNullable(ColumnMapper.instantOrNull(rows.iterator().next(), "due")));
  }

  /**
   * The newest first.
   *
   * @param watcher name or id, perhaps of one that is gone; all when absent
   */
  Uni<List<NoticeView>> latest(
      String tenant, @Nullable String watcher, @Nullable String status, int limit) {
    return pool.preparedQuery(
            VIEW
                + """
                   where tenant = $1 and ($3::text is null or status = $3)
                     and ($2::text is null or watcher = any(array(
                       select $5::uuid
                       union select id from watcher where tenant = $1 and name = $2
                       union select watcher from watcher_version where tenant = $1 and name = $2)))
                   order by seq desc limit $4""")
        .execute(
            Tuple.of(
                tenant, watcher, status, limit, watcher == null ? null : WatcherStore.id(watcher)))
        .map(rows -> rows.stream().map(mapper::view).toList());
  }

  /** Makes a dead one due, as if it were new. */
  Uni<NoticeView> retry(String tenant, UUID id) {
    var now = ColumnMapper.at(clock.instant());
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(
                        """
                        update notice set status = 'pending', attempts = 0, since = $3,
                               next_attempt_at = $3, finished_at = null
                         where tenant = $1 and id = $2 and status = 'dead'""")
                    .execute(Tuple.of(tenant, id, now))
                    .chain(() -> notify.wake(tx, CHANNEL))
                    .chain(
                        () ->
                            tx.preparedQuery(VIEW + " where tenant = $1 and id = $2")
                                .execute(Tuple.of(tenant, id))))
        .map(
            rows -> {
              if (rows.size() == 0) {
                throw Refusal.notFound("notice", id.toString());
              }
              return mapper.view(rows.iterator().next());
            })
        .invoke(
            view -> {
              if (!view.status().equals("pending")) {
                throw Refusal.conflict("only a dead notice is retried; this is " + view.status());
              }
            });
  }

  /** How many there are of a status. */
  Uni<Long> count(String status) {
    return pool.preparedQuery("select count(*) as n from notice where status = $1")
        .execute(Tuple.of(status))
        .map(rows -> rows.iterator().next().getLong("n"));
  }
}
