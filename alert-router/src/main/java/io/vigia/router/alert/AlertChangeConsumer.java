package io.vigia.router.alert;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vigia.contracts.Alert;
import java.time.Instant;
import java.util.List;

/**
 * Hears of changed alerts inside the transaction that stores them. Every bean is told.
 *
 * <p>It does not hear of an alert that says what it said before and only goes on firing, unless
 * {@link #sorting} has changed since.
 */
public interface AlertChangeConsumer {

  /**
   * @param alerts in the order in which they came; several of one alert when it changed several
   *     times in this transaction
   */
  Uni<Void> changed(SqlConnection transaction, List<Alert> alerts, Instant now);

  /** A number that changes when all alerts must be heard of again. */
  default long sorting() {
    return 0;
  }
}
