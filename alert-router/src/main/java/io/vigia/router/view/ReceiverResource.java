package io.vigia.router.view;

import io.vigia.kit.identity.Role;
import io.vigia.router.route.RoutingWiring;
import io.vigia.router.view.GettableAlert.Receiver;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** Alertmanager's API v2: the names of the receivers. */
@Path("/api/v2/receivers")
class ReceiverResource {

  private final RoutingWiring routing;

  ReceiverResource(RoutingWiring routing) {
    this.routing = routing;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public List<Receiver> all() {
    return routing.current().receivers().keySet().stream().sorted().map(Receiver::new).toList();
  }
}
