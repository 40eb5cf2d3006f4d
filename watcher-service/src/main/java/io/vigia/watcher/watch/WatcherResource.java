package io.vigia.watcher.watch;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** The watchers of the caller's tenant. */
@Path("/api/v1/watchers")
class WatcherResource {

  private final WatcherStore store;
  private final CallerWiring caller;

  WatcherResource(WatcherStore store, CallerWiring caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<Watcher>> all() {
    return store.all(caller.tenant());
  }
}
