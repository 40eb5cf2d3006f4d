package io.vigia.router.ack;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;

/**
 * Hears, inside the transaction that says so, that acknowledgements end before their time: they
 * were withdrawn or others took their place.
 */
public interface AckChangeConsumer {

  Uni<Void> ended(SqlConnection transaction, String tenant, List<String> fingerprints, Instant now);
}
