package io.vigia.watcher.status;

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

/** The status of watchers for programs. */
@Path("/api/v1/status")
class StatusResource {

  private final StatusStore status;
  private final CallerWiring caller;

  StatusResource(StatusStore status, CallerWiring caller) {
    this.status = status;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<WatcherStatus>> list(
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    return status.latest(caller.tenant(), limit);
  }
}
