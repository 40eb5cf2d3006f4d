package io.vigia.router.alert;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vigia.contracts.Alert;
import java.time.Instant;
import java.util.List;

/** Hears of changed alerts inside the transaction that stores them. Every bean is told. */
public interface AlertChangeConsumer {

  Uni<Void> changed(SqlConnection transaction, List<Alert> alerts, Instant now);
}
