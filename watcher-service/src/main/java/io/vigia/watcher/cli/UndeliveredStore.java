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
    return pool.query("select count(*) from outbox")
        .execute()
        .map(rows -> rows.iterator().next().getLong(0));
  }
}
