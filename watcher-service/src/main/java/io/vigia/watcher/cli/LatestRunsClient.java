package io.vigia.watcher.cli;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vigia.watcher.cli.Summary.Outcome;
import jakarta.enterprise.context.ApplicationScoped;

/** Until the engine offers a cycle: what its last runs found. */
@ApplicationScoped
class LatestRunsClient implements CycleClient {

  private final Pool pool;

  LatestRunsClient(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Summary> once(boolean force) {
    return pool.query(
            """
            select distinct on (w.id) w.name, r.verdict, r.reason
              from watcher w join watcher_run r on r.watcher = w.id
             where w.enabled order by w.id, r.seq desc""")
        .execute()
        .map(
            rows ->
                new Summary(
                    rows.stream()
                        .map(
                            (Row row) ->
                                new Outcome(
                                    row.getString("name"),
                                    "",
                                    row.getString("verdict"),
                                    row.getString("reason")))
                        .toList()));
  }
}
