package io.vigia.remediation.execution;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.remediation.execution.ExecutionStore.AuditEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** What was done, why or why not, how long each phase took. */
@Path("/api/v1/executions")
class ExecutionResource {

  record Detailed(ExecutionView execution, List<AuditEvent> audit) {}

  private final ExecutionStore store;
  private final CallerWiring caller;
  private final Clock clock;

  ExecutionResource(ExecutionStore store, CallerWiring caller, Clock clock) {
    this.store = store;
    this.caller = caller;
    this.clock = clock;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<ExecutionView>> latest(
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    return store
        .latest(caller.tenant(), limit)
        .map(all -> all.stream().map(ExecutionView::of).toList());
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Role.VIEW)
  public Uni<Detailed> one(UUID id) {
    return store
        .find(caller.tenant(), id)
        .map(found -> found.orElseThrow(() -> Refusal.notFound("execution", id.toString())))
        .chain(e -> store.auditOf(id).map(audit -> new Detailed(ExecutionView.of(e), audit)));
  }

  /** Runs a denied or failed execution again, through the same guards. */
  @POST
  @Path("{id}/retry")
  @RolesAllowed(Role.OPERATE)
  public Uni<ExecutionView> retry(UUID id) {
    String tenant = caller.tenant();
    return store
        .find(tenant, id)
        .map(found -> found.orElseThrow(() -> Refusal.notFound("execution", id.toString())))
        .chain(e -> store.retry(tenant, id, caller.caller().name(), clock.instant()))
        .invoke(
            queued -> {
              if (!queued) {
                throw Refusal.conflict("only a denied or failed execution can be tried again");
              }
            })
        .chain(queued -> store.find(tenant, id))
        .map(found -> ExecutionView.of(found.orElseThrow()));
  }
}
