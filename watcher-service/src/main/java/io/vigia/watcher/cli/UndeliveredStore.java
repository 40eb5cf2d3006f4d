package io.vigia.watcher.cli;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** What a cycle decided and nobody has heard yet. */
@ApplicationScoped
class UndeliveredStore {

  private final Pool pool;

  UndeliveredStore(Pool pool) {
    this.pool = pool;
  }

  Uni<Long> count() {
    return pool.query(
            """
            select (select count(*) from outbox)
                 + (select count(*) from notice where status = 'pending' and attempts = 0)""")
        .execute()
        .map(rows -> rows.iterator().next().getLong(0));
  }
}
