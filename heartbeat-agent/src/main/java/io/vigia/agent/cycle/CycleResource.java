package io.vigia.agent.cycle;

import io.quarkus.security.ForbiddenException;
import io.smallrye.common.annotation.Blocking;
import io.vigia.agent.AgentConfig;
import io.vigia.agent.debounce.Condition;
import io.vigia.agent.target.TargetsWiring;
import io.vigia.contracts.Heartbeat;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** What the agent looks at, what it believes, and its past cycles. */
@Path("/api/v1")
class CycleResource {

  /** A target with what is believed of it; headers may hold secrets and are left out. */
  record TargetView(String name, String service, String url, Condition condition) {}

  private final TargetsWiring targets;
  private final CycleSchedule cycles;
  private final CycleStore store;
  private final CallerWiring caller;
  private final AgentConfig config;

  CycleResource(
      TargetsWiring targets,
      CycleSchedule cycles,
      CycleStore store,
      CallerWiring caller,
      AgentConfig config) {
    this.targets = targets;
    this.cycles = cycles;
    this.store = store;
    this.caller = caller;
    this.config = config;
  }

  @GET
  @Path("services")
  @RolesAllowed(Role.VIEW)
  public List<TargetView> services() {
    checkTenant();
    var states = cycles.states();
    return targets.all().stream()
        .map(
            t ->
                new TargetView(
                    t.name(),
                    t.service(),
                    t.address(),
                    states.getOrDefault(t.name(), new Condition.Up())))
        .toList();
  }

  @GET
  @Path("cycles")
  @Blocking
  @RolesAllowed(Role.VIEW)
  public List<Heartbeat> cycles(
      @QueryParam("limit") @DefaultValue("60") @Min(1) @Max(1000) int limit) {
    checkTenant();
    return store.latest(limit);
  }

  /** An agent is one tenant's. */
  private void checkTenant() {
    if (!caller.tenant().equals(config.tenant())) {
      throw new ForbiddenException();
    }
  }
}
