package io.vigia.router.watchdog;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.watchdog.Wellness.Facts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** What the tables say of the work that is due. */
@ApplicationScoped
class WellnessStore {

  private final Pool pool;

  WellnessStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * A delivery behind another of its lane is not due; a receiver of which one is under a lease is
   * being tried, be it slow; one that did not answer is left alone for a while.
   */
  Uni<Facts> facts(Instant now) {
    return pool.preparedQuery(
            """
            select (select min(next_flush_at) from alert_group) as oldest_group,
                   (select min(d.next_attempt_at) from delivery d
                     where d.status = 'pending' and d.admitted
                       and not exists (select 1 from circuit c
                                        where c.target = d.target
                                          and c.open_until > $1::timestamptz - interval '1 minute')
                       and (d.lease_until is null or d.lease_until < clock_timestamp())
                       and not exists (select 1 from delivery t
                                        where t.receiver = d.receiver and t.status = 'pending'
                                          and t.lease_until > clock_timestamp())
                       and not exists (select 1 from delivery e
                                        where e.lane = d.lane and e.status = 'pending'
                                          and e.seq < d.seq)) as oldest_delivery""")
        .execute(Tuple.of(ColumnMapper.at(now)))
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new Facts(
                    Optional.ofNullable(ColumnMapper.instantOrNull(row, "oldest_group")),
                    Optional.ofNullable(ColumnMapper.instantOrNull(row, "oldest_delivery"))));
  }
}
