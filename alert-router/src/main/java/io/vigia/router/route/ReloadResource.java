package io.vigia.router.route;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.router.audit.AuditStore;
import io.vigia.router.audit.Change;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Alertmanager's way to apply a changed configuration. */
@Path("/-/reload")
class ReloadResource {

  private static final Change RELOAD = new Change("config.reload", "alertmanager.yml", Map.of());

  private final RoutingWiring routing;
  private final AuditStore audit;
  private final CallerWiring caller;

  ReloadResource(RoutingWiring routing, AuditStore audit, CallerWiring caller) {
    this.routing = routing;
    this.audit = audit;
    this.caller = caller;
  }

  @POST
  @ResponseStatus(200)
  @Blocking
  @RolesAllowed(Role.ADMINISTER)
  public Uni<Void> reload() {
    try {
      routing.reload();
      return audit.record(caller.caller(), RELOAD);
    } catch (YamlFault e) {
      throw Refusal.invalid("config", e.getMessage() + "; the configuration before stays in force");
    }
  }
}
