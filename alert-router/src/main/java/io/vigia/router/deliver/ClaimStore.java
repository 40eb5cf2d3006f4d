package io.vigia.router.deliver;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.LeaseStore;
import io.vigia.kit.store.WorkLeaseStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Leases of deliveries that are due. */
@ApplicationScoped
class ClaimStore {

  static final String CLAIM =
      """
      with recursive targets as (
        (select target from delivery where status = 'pending' and admitted
          order by target limit 1)
        union all
        select (select d.target from delivery d
                 where d.status = 'pending' and d.admitted and d.target > t.target
                 order by d.target limit 1)
          from targets t where t.target is not null),
      free as (
        select t.target,
               case when c.failures >= $5 then 1 else $6 - coalesce(b.busy, 0) end as room
          from targets t
          left join circuit c on c.target = t.target
          left join unnest($7::text[], $8::int[]) as b (target, busy) on b.target = t.target
         where t.target is not null and coalesce(b.busy, 0) < $6
           and (c.open_until is null or c.open_until <= $1)
           and (c.failures is null or c.failures < $5
                or not exists (select 1 from delivery l
                                where l.target = t.target and l.status = 'pending'
                                  and l.lease_until is not null
                                  and l.lease_until > clock_timestamp())))
      update delivery set lease_owner = $3, attempts = attempts + 1,
             lease_until = clock_timestamp() + $4 * interval '1 millisecond'
       where seq in (
         select found.seq from free cross join lateral (
           select d.seq from delivery d
            where d.target = free.target and d.status = 'pending' and d.admitted
              and d.next_attempt_at <= $1
              and (d.lease_until is null or d.lease_until < clock_timestamp())
              and not exists (select 1 from delivery e
                               where e.lane = d.lane and e.status = 'pending'
                                 and e.seq < d.seq)
            order by d.seq limit free.room for update skip locked) as found
          order by found.seq limit $2)
       returning *""";

  private static final Logger LOG = Logger.getLogger(ClaimStore.class);

  private final Pool pool;
  private final DeliveryRowMapper rows;
  private final WorkLeaseStore leases;

  ClaimStore(Pool pool, DeliveryRowMapper rows) {
    this.pool = pool;
    this.rows = rows;
    this.leases = new WorkLeaseStore(pool, "delivery", "id", "attempts");
  }

  /** The deliveries under way in this process. */
  WorkLeaseStore leases() {
    return leases;
  }

  /**
   * Leases the first pending delivery of each lane that is due. It goes from target to target: what
   * waits for one whose circuit is open is not looked at, and one that is tried again gets one.
   *
   * @param perTarget how many of one target may be under way in this process
   * @param underWay how many are
   */
  Uni<List<Delivery>> claim(Instant now, int limit, int perTarget, Map<String, Integer> underWay) {
    var busy = List.copyOf(underWay.entrySet());
    return pool.preparedQuery(CLAIM)
        .execute(
            Tuple.tuple()
                .addValue(ColumnMapper.at(now))
                .addInteger(limit)
                .addUUID(LeaseStore.OWNER)
                .addLong(WorkLeaseStore.TIME.toMillis())
                .addInteger(Circuit.OPENS_AFTER)
                .addInteger(perTarget)
                .addArrayOfString(busy.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .addArrayOfInteger(busy.stream().map(Map.Entry::getValue).toArray(Integer[]::new)))
        .map(found -> found.stream().flatMap(row -> readable(row).stream()).toList());
  }

  /** One that cannot be read holds up its lane alone; it is claimed again when its lease ends. */
  private Optional<Delivery> readable(Row row) {
    try {
      return Optional.of(rows.delivery(row));
    } catch (RuntimeException e) {
      LOG.errorf(e, "delivery %s cannot be read, it waits", row.getUUID("id"));
      return Optional.empty();
    }
  }

  /** When something is due that is not due yet; what is due already is under way or waits. */
  Uni<Optional<Instant>> nextDue(Instant now) {
    return pool.preparedQuery(
            """
            select least(
              (select min(next_attempt_at) from delivery
                where status = 'pending' and admitted and next_attempt_at > $1),
              (select min(open_until) from circuit where open_until > $1)) as due""")
        .execute(Tuple.of(ColumnMapper.at(now)))
        .map(
            found ->
                Optional.ofNullable(ColumnMapper.instantOrNull(found.iterator().next(), "due")));
  }
}
