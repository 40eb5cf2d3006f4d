package io.vigia.watcher.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.time.Clock;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Holds a watcher, lets it go on, or wants a run at once. */
@Path("/api/v1/watchers")
class PauseResource {

  private final PauseStore store;
  private final CallerWiring caller;
  private final ObjectMapper json;
  private final Clock clock;

  PauseResource(PauseStore store, CallerWiring caller, ObjectMapper json, Clock clock) {
    this.json = json;
    this.store = store;
    this.caller = caller;
    this.clock = clock;
  }

  /** Takes nothing at all as well, whatever it is said to be: then it waits to be resumed. */
  @POST
  @Path("{watcher}/pause")
  @Consumes("*/*")
  @RolesAllowed(Role.OPERATE)
  public Uni<WatcherView> pause(@PathParam("watcher") String key, byte[] body) throws IOException {
    PauseRequest wish =
        body.length == 0
            ? new PauseRequest(null, null, null)
            : json.readValue(body, PauseRequest.class);
    if (wish == null) {
      throw Refusal.invalid(null, null, "an object with until or for, and reason, is expected");
    }
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
