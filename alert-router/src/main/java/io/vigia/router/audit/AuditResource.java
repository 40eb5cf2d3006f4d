package io.vigia.router.audit;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.router.audit.AuditStore.Query;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Who changed what in the caller's tenant. */
@Path("/api/v1/audit")
class AuditResource {

  private final AuditStore store;
  private final CallerWiring caller;

  AuditResource(AuditStore store, CallerWiring caller) {
    this.store = store;
    this.caller = caller;
  }

  /**
   * The newest first.
   *
   * @param action an action such as {@code silence.create}, or what it begins with: {@code silence}
   * @param before the {@code seq} of the last entry of the page before
   */
  @GET
  @RolesAllowed(Role.ADMINISTER)
  public Uni<List<AuditEntry>> find(
      @QueryParam("actor") @DefaultValue("") String actor,
      @QueryParam("action") @DefaultValue("") String action,
      @QueryParam("before") @DefaultValue("" + Long.MAX_VALUE) long before,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    return store.find(caller.tenant(), new Query(actor, action, before, limit));
  }
}
