package io.vigia.kit.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rows of one table that this process works on. The table has the columns {@code lease_owner}
 * and {@code lease_until} and a token that grows with every claim: who claimed a row last knows its
 * token, so a process that was paused and wakes up late is told from its successor, even if both
 * are the same. All times are the database's.
 */
public final class WorkLeaseStore {

  /** For how long a claim counts unless it is renewed: what a killed process left is free then. */
  public static final Duration TIME = Duration.ofSeconds(10);

  private final Pool pool;
  private final String table;
  private final String renewal;
  private final String confirmation;
  private final Map<UUID, Long> underWay = new ConcurrentHashMap<>();

  /** The names are the code's own, never a user's. */
  public WorkLeaseStore(Pool pool, String table, String id, String token) {
    this.pool = pool;
    this.table = table;
    this.renewal =
        """
        with ours as (
          select work.%2$s as id from %1$s as work
            join unnest($3::uuid[], $4::bigint[]) as held (id, token)
              on work.%2$s = held.id and work.%3$s = held.token
           where work.lease_owner = $1 order by work.%2$s for update of work skip locked)
        update %1$s as work set lease_until = clock_timestamp() + $2 * interval '1 millisecond'
          from ours where work.%2$s = ours.id"""
            .formatted(table, id, token);
    this.confirmation =
        ("select 1 from %s where lease_owner = $1 and lease_until > clock_timestamp()"
                + " and %s = $2 and %s = $3")
            .formatted(table, id, token);
  }

  /** The number of rows under way here. */
  public int size() {
    return underWay.size();
  }

  /** Work on a claimed row has begun; it is renewed until its end. */
  public void begin(UUID id, long token) {
    underWay.put(id, token);
  }

  /** Work on a row has ended, well or not. */
  public void end(UUID id, long token) {
    underWay.remove(id, token);
  }

  /**
   * Keeps what is under way, even late: as long as the token is ours, nobody else took it. To be
   * called several times within {@link #TIME}, and before claiming, so that a process does not take
   * its own work a second time.
   *
   * <p>A row that a transaction has locked is left for the next time, since to wait for one row
   * with others in hand is how transactions lock each other out; nobody can claim it meanwhile
   * either. So that a row was not renewed says nothing of whose it is: {@link #confirm} does.
   */
  public Uni<Void> renew() {
    var held = Map.copyOf(underWay);
    if (held.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    UUID[] ids = held.keySet().toArray(UUID[]::new);
    Long[] tokens = new Long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      tokens[i] = held.get(ids[i]);
    }
    return pool.preparedQuery(renewal)
        .execute(Tuple.of(LeaseStore.OWNER, TIME.toMillis(), ids, tokens))
        .replaceWithVoid();
  }

  /**
   * Asks, before something is done that others can see, whether the row is still ours.
   *
   * @return a Uni that fails with {@link LostLease} when it is not
   */
  public Uni<Void> confirm(UUID id, long token) {
    return confirm(pool, id, token);
  }

  /** The same within a transaction. */
  public Uni<Void> confirm(SqlClient client, UUID id, long token) {
    return client
        .preparedQuery(confirmation)
        .execute(Tuple.of(LeaseStore.OWNER, id, token))
        .invoke(
            rows -> {
              if (rows.size() == 0) {
                throw new LostLease(table, id);
              }
            })
        .replaceWithVoid();
  }
}
