package io.vigia.watcher.watch;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Holds a watcher, lets it go on, or wants a run at once. */
@Path("/api/v1/watchers")
class PauseResource {

  private final PauseStore store;
  private final CallerWiring caller;
  private final Clock clock;

  PauseResource(PauseStore store, CallerWiring caller, Clock clock) {
    this.store = store;
    this.caller = caller;
    this.clock = clock;
  }

  @POST
  @Path("{watcher}/pause")
  @RolesAllowed(Role.OPERATE)
  public Uni<WatcherView> pause(@PathParam("watcher") String key, @Nullable PauseRequest request) {
    var wish = request == null ? new PauseRequest(null, null, null) : request;
    return store.pause(
        caller.tenant(), key, wish.end(clock.instant()), wish.reason(), caller.caller().name());
  }

  @POST
  @Path("{watcher}/resume")
  @RolesAllowed(Role.OPERATE)
  public Uni<WatcherView> resume(@PathParam("watcher") String key) {
    return store.pause(caller.tenant(), key, null, null, caller.caller().name());
  }

  @POST
  @Path("{watcher}/run")
  @ResponseStatus(202)
  @RolesAllowed(Role.OPERATE)
  public Uni<Void> run(@PathParam("watcher") String key) {
    return store.run(caller.tenant(), key);
  }
}
