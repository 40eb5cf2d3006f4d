package io.vigia.router.agent;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** The agents, what each last said, and since when it is silent. */
@Path("/api/v1/agents")
class AgentResource {

  private final AgentStore store;
  private final CallerWiring caller;

  AgentResource(AgentStore store, CallerWiring caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<AgentView>> all() {
    return store.all(caller.tenant());
  }
}
