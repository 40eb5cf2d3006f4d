package io.vigia.router.deliver;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Hears of notifications inside the transaction that makes deliveries of them. */
public interface NotificationConsumer {

  /**
   * @param deliveries their ids, one for each integration
   */
  Uni<Void> enqueued(
      SqlConnection transaction,
      Notification notification,
      List<UUID> deliveries,
      String reason,
      Instant now);
}
