package io.vigia.router.maintenance;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Maintenance windows: no alert of an agent or a job while one lasts, a full deadline after it. */
@Path("/api/v1/maintenance")
class MaintenanceResource {

  private final MaintenanceStore store;
  private final CallerWiring caller;
  private final Clock clock;

  MaintenanceResource(MaintenanceStore store, CallerWiring caller, Clock clock) {
    this.store = store;
    this.caller = caller;
    this.clock = clock;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<WindowView>> all() {
    return store.all(caller.tenant(), clock.instant());
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Role.VIEW)
  public Uni<WindowView> one(String id) {
    return found(uuid(id));
  }

  @POST
  @ResponseStatus(201)
  @RolesAllowed(Role.OPERATE)
  public Uni<WindowView> create(@Nullable PostableWindow posted) {
    if (posted == null) {
      throw Refusal.invalid("body", "a maintenance window is expected");
    }
    Instant now = clock.instant();
    Window window = posted.window(UUID.randomUUID(), caller.tenant(), now);
    return store
        .create(caller.caller(), window, posted.recurring(), String.valueOf(posted.comment()), now)
        .chain(() -> found(window.id()));
  }

  /** Ends it now. */
  @DELETE
  @Path("{id}")
  @RolesAllowed(Role.OPERATE)
  public Uni<Void> end(String id) {
    return store
        .end(caller.caller(), uuid(id), clock.instant())
        .invoke(
            known -> {
              if (!known) {
                throw Refusal.notFound("maintenance", id);
              }
            })
        .replaceWithVoid();
  }

  private Uni<WindowView> found(UUID id) {
    return store
        .find(caller.tenant(), id, clock.instant())
        .map(view -> view.orElseThrow(() -> Refusal.notFound("maintenance", id.toString())));
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound("maintenance", id);
    }
  }
}
