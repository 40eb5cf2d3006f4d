package io.vigia.router.route;

import io.smallrye.common.annotation.Blocking;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.yaml.YamlFault;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Alertmanager's way to apply a changed configuration. */
@Path("/-/reload")
class ReloadResource {

  private final RoutingWiring routing;

  ReloadResource(RoutingWiring routing) {
    this.routing = routing;
  }

  @POST
  @ResponseStatus(200)
  @Blocking
  @RolesAllowed(Role.ADMINISTER)
  public void reload() {
    try {
      routing.reload();
    } catch (YamlFault e) {
      throw Refusal.invalid("config", e.getMessage() + "; the configuration before stays in force");
    }
  }
}
