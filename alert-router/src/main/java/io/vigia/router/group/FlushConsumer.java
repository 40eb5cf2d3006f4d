package io.vigia.router.group;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vigia.router.mute.Muted;
import io.vigia.router.route.Route;
import java.time.Instant;

/** Hears of each flush inside its transaction, after it is stored. Every bean is told. */
public interface FlushConsumer {

  /**
   * @param route the root when the group's own is gone
   */
  record Flush(String tenant, String groupKey, Route route, Muted muted, FlushPlan plan) {
    Flush(GroupStore.Due group, Route route, Muted muted, FlushPlan plan) {
      this(group.tenant(), group.groupKey(), route, muted, plan);
    }
  }

  Uni<Void> flushed(SqlConnection transaction, Flush flush, Instant now);
}
