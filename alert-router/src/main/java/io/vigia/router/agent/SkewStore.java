package io.vigia.router.agent;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.alert.AlertStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The agents whose clock is wrong, or is right again, and of which people have to hear. */
@ApplicationScoped
class SkewStore {

  private static final int MOST = 200;

  /**
   * @param offset how far its clock is behind; negative when it is ahead
   */
  record Skewed(Watched agent, Duration offset, int inARow) {

    boolean begins() {
      return agent.skewSince().isEmpty();
    }
  }

  private final Pool pool;
  private final AlertStore alerts;

  SkewStore(Pool pool, AlertStore alerts) {
    this.pool = pool;
    this.alerts = alerts;
  }

  Uni<List<Skewed>> changed(Way way) {
    return pool.preparedQuery(
            """
            select * from agent
             where way = $1 and (skewed >= 3 or skew_since is not null)
               and (skewed >= 3 and skew_since is null or skewed = 0 and skew_since is not null)
             order by tenant, name limit\s"""
                + MOST)
        .execute(Tuple.of(way.column()))
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new Skewed(
                                DeadManStore.watched(row, WatchClock.UNKNOWN),
                                Duration.ofMillis(row.getLong("clock_offset_ms")),
                                row.getInteger("skewed")))
                    .toList());
  }

  /** With its alert, in one transaction; what another replica told is not told again. */
  Uni<Void> tell(Skewed skewed, AgentAlert telling) {
    Watched agent = skewed.agent();
    Optional<Instant> since = agent.skewSince();
    return pool.withTransaction(
        tx ->
            mark(tx, skewed, telling)
                .chain(
                    marked ->
                        alerts.acceptOwn(
                            tx,
                            !marked
                                ? List.of()
                                : List.of(
                                    since
                                        .map(begin -> telling.clockIsRight(agent, begin))
                                        .orElseGet(
                                            () -> telling.clockIsWrong(agent, skewed.offset()))),
                            telling.now())));
  }

  private static Uni<Boolean> mark(SqlConnection tx, Skewed skewed, AgentAlert telling) {
    Watched agent = skewed.agent();
    return tx.preparedQuery(
            """
            update agent set skew_since = $3
             where tenant = $1 and name = $2 and skew_since is not distinct from $4""")
        .execute(
            Tuple.of(
                agent.tenant(),
                agent.agent(),
                skewed.begins() ? ColumnMapper.at(telling.now()) : null,
                ColumnMapper.atOrNull(agent.skewSince().orElse(null))))
        .map(rows -> rows.rowCount() == 1);
  }
}
