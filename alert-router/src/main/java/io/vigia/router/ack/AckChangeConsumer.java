package io.vigia.router.ack;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;

/** Hears, inside the transaction that says so, that nobody cares for an alert any more. */
public interface AckChangeConsumer {

  Uni<Void> withdrawn(SqlConnection transaction, String tenant, String fingerprint, Instant now);
}
