package io.vigia.watcher.deliver;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What destinations were told, and what became of it. */
@Path("/api/v1/notices")
class NoticeResource {

  private static final Set<String> STATUSES = Set.of("pending", "delivered", "skipped", "dead");

  private final NoticeStore store;
  private final CallerWiring caller;

  NoticeResource(NoticeStore store, CallerWiring caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<NoticeView>> latest(
      @QueryParam("watcher") @Nullable String watcher,
      @QueryParam("status") @Nullable String status,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    if (status != null && !STATUSES.contains(status)) {
      throw Refusal.invalid("status", "one of pending, delivered, skipped, dead is expected");
    }
    return store.latest(caller.tenant(), watcher, status, limit);
  }

  /** Sends a dead one again. */
  @POST
  @Path("{id}/retry")
  @RolesAllowed(Role.OPERATE)
  public Uni<NoticeView> retry(@PathParam("id") UUID id) {
    return store.retry(caller.tenant(), id);
  }
}
