package io.vigia.kit.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Removes old rows a few thousand at a time, so that a large cleanup locks nobody out for long. */
@ApplicationScoped
public class SweepStore {

  static final int BATCH = 5000;

  private final Pool pool;

  SweepStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * @param table of our own, with an alias if the condition needs one
   * @param condition of our own, with {@code $1} for the limit
   */
  public Uni<Void> forget(String table, String condition, Instant limit) {
    String old = "select ctid from %s where %s limit %d".formatted(table, condition, BATCH);
    return inBatches(table, old, Tuple.of(ColumnMapper.at(limit)));
  }

  /**
   * Keeps each tenant's newest rows, whatever the age of the others.
   *
   * @param condition of our own: which rows count, and may go
   * @param age the column that says how old a row is
   */
  public Uni<Void> keepNewest(String table, String condition, String age, int count) {
    String beyond =
        """
        select ctid from (select ctid, row_number() over (partition by tenant order by %s desc) as n
                            from %s where %s) as ranked
         where n > $1 limit %d"""
            .formatted(age, table, condition, BATCH);
    return inBatches(table, beyond, Tuple.of(count));
  }

  private Uni<Void> inBatches(String table, String which, Tuple parameter) {
    String sql =
        "delete from %s where ctid = any(array(%s))".formatted(table.split(" ", 2)[0], which);
    return Multi.createBy()
        .repeating()
        .uni(() -> pool.preparedQuery(sql).execute(parameter))
        .whilst(removed -> removed.rowCount() == BATCH)
        .collect()
        .last()
        .replaceWithVoid();
  }
}
