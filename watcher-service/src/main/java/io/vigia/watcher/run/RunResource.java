package io.vigia.watcher.run;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.watcher.run.RunStore.RunView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Past runs with their query, verdict and reason. */
@Path("/api/v1/runs")
class RunResource {

  private final RunStore store;
  private final CallerWiring caller;

  RunResource(RunStore store, CallerWiring caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<RunView>> latest(
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    return store.latest(caller.tenant(), limit);
  }
}
