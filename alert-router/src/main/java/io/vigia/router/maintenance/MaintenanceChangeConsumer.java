package io.vigia.router.maintenance;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;

/** Wants to judge anew what a window of the tenant may have held back. */
public interface MaintenanceChangeConsumer {

  Uni<Void> changed(SqlConnection transaction, String tenant, Instant now);
}
