package io.vigia.router.agent;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.router.maintenance.MaintenanceChangeConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Lets the switch look again at the agents that a maintenance window held back: those that would be
 * due later than a deadline from now.
 */
@ApplicationScoped
class AgentMaintenanceStore implements MaintenanceChangeConsumer {

  @Override
  public Uni<Void> changed(SqlConnection transaction, String tenant, Instant now) {
    return transaction
        .preparedQuery(
            """
            update agent set due_ms = w.reading_ms
              from watch_clock w
             where agent.tenant = $1 and w.way = agent.way and agent.silent_since is null
               and agent.due_ms > agent.heard_ms + agent.deadline_ms""")
        .execute(Tuple.of(tenant))
        .replaceWithVoid();
  }
}
