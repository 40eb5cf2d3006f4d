package io.vigia.anomaly.series;

import io.smallrye.mutiny.Uni;
import io.vigia.anomaly.series.SeriesStore.SeriesView;
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

/** The series of the caller's tenant with their statistics. */
@Path("/api/v1/series")
class SeriesResource {

  private final SeriesStore store;
  private final CallerWiring caller;

  SeriesResource(SeriesStore store, CallerWiring caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<SeriesView>> all(
      @QueryParam("limit") @DefaultValue("1000") @Min(1) @Max(10000) int limit) {
    return store.all(caller.tenant(), limit);
  }
}
