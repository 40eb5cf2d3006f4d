package io.vigia.kit.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Claims of work for one process at a time, by the database's clock. */
@ApplicationScoped
public class LeaseStore {

  /** Names this process; a restarted one is another. */
  public static final UUID OWNER = UUID.randomUUID();

  private final Pool pool;

  LeaseStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * Takes those of the leases that are free, run out, or ours already.
   *
   * @return the names held now, until the given time from now
   */
  public Uni<List<String>> claim(List<String> names, Duration time) {
    return pool.preparedQuery(
            """
            insert into lease as held (name, owner, token, until)
            select name, $2, 1, clock_timestamp() + $3 * interval '1 millisecond'
              from unnest($1::text[]) as name order by name
            on conflict (name) do update
              set owner = excluded.owner, until = excluded.until,
                  token = held.token + (held.owner <> excluded.owner)::int
              where held.owner = excluded.owner or held.until < clock_timestamp()
            returning name""")
        .execute(Tuple.of(names.toArray(String[]::new), OWNER, time.toMillis()))
        .map(rows -> rows.stream().map((Row row) -> row.getString("name")).toList());
  }
}
