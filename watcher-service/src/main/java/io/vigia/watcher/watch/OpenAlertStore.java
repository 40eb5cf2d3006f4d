package io.vigia.watcher.watch;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;

/**
 * Asked before watchers are deleted, in the same transaction: what they began must not stay open.
 */
public interface OpenAlertStore {

  /**
   * Ends them in the transaction that deletes the watchers.
   *
   * @param why for whoever hears of the end, such as {@code its watcher was deleted}
   */
  Uni<Void> end(SqlConnection tx, List<UUID> watchers, String why);
}
