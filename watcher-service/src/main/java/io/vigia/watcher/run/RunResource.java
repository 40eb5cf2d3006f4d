package io.vigia.watcher.run;

import io.smallrye.mutiny.Uni;
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
import org.jspecify.annotations.Nullable;

/** Past runs with their query, verdict and reason, and what changed. */
@Path("/api/v1")
class RunResource {

  private final PastStore store;
  private final CallerWiring caller;

  RunResource(PastStore store, CallerWiring caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @Path("runs")
  @RolesAllowed(Role.VIEW)
  public Uni<List<RunView>> runs(
      @QueryParam("watcher") @Nullable String watcher,
      @QueryParam("verdict") @Nullable String verdict,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    return store.runs(caller.tenant(), watcher, verdict, limit);
  }

  @GET
  @Path("changes")
  @RolesAllowed(Role.VIEW)
  public Uni<List<ChangeView>> changes(
      @QueryParam("watcher") @Nullable String watcher,
      @QueryParam("change") @Nullable String change,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    return store.changes(caller.tenant(), watcher, change, limit);
  }
}
