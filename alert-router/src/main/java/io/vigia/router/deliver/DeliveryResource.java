package io.vigia.router.deliver;

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

/** What was sent to whom, why, and what became of it. */
@Path("/api/v1/deliveries")
class DeliveryResource {

  private final DeliveryStore store;
  private final CallerWiring caller;

  DeliveryResource(DeliveryStore store, CallerWiring caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<DeliveryView>> latest(
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    return store.latest(caller.tenant(), limit);
  }
}
