package io.vigia.router.agent;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.router.maintenance.MaintenanceStore;
import io.vigia.router.maintenance.Windows;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The agents, what each last said, and since when it is silent. */
@Path("/api/v1/agents")
class AgentResource {

  private static final int MOST = 1000;

  private final AgentStore store;
  private final MaintenanceStore maintenance;
  private final CallerWiring caller;
  private final Clock clock;

  AgentResource(AgentStore store, MaintenanceStore maintenance, CallerWiring caller, Clock clock) {
    this.store = store;
    this.maintenance = maintenance;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * By name.
   *
   * @param after the last name of the page before
   */
  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<AgentView>> all(
      @QueryParam("limit") @DefaultValue("1000") int limit,
      @QueryParam("after") @DefaultValue("") String after) {
    if (limit < 1 || limit > MOST) {
      throw Refusal.invalid("limit", "1 to " + MOST + " are possible");
    }
    if (after.indexOf('\0') >= 0) {
      throw Refusal.invalid("after", "the name of an agent is expected");
    }
    String tenant = caller.tenant();
    return maintenance
        .of(List.of(tenant))
        .chain(
            windows ->
                store
                    .all(tenant, after, limit)
                    .map(all -> all.stream().map(a -> shown(tenant, a, windows)).toList()));
  }

  private AgentView shown(String tenant, AgentView agent, Windows windows) {
    var labels =
        AgentAlert.silence(
            agent.heartbeat().agent(), Optional.ofNullable(agent.heartbeat().site()));
    return windows.heldUntil(tenant, labels, clock.instant()).isPresent()
        ? agent.inMaintenance()
        : agent;
  }
}
