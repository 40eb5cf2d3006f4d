package io.vigia.remediation.killswitch;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stops and allows repairs. */
@Path("/api/v1/kill-switch")
class KillSwitchResource {

  private static final Logger LOG = Logger.getLogger(KillSwitchResource.class);

  record Change(@Nullable Boolean on, @Nullable String reason) {}

  private final KillSwitchStore store;
  private final CallerWiring caller;
  private final Clock clock;

  KillSwitchResource(KillSwitchStore store, CallerWiring caller, Clock clock) {
    this.store = store;
    this.caller = caller;
    this.clock = clock;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<KillSwitch> present() {
    return store
        .find(caller.tenant())
        .map(found -> found.orElse(new KillSwitch(false, "", "nobody", Instant.EPOCH)));
  }

  @POST
  @RolesAllowed(Role.OPERATE)
  public Uni<KillSwitch> change(@Nullable Change change) {
    if (change == null || change.on() == null) {
      throw Refusal.invalid("on", "true or false is required");
    }
    String reason = change.reason() == null ? "" : change.reason().strip();
    if (change.on() && reason.isEmpty()) {
      throw Refusal.invalid("reason", "say why, for those who find a repair denied");
    }
    if (reason.length() > 500) {
      throw Refusal.invalid("reason", "at most 500 characters");
    }
    var changed = new KillSwitch(change.on(), reason, caller.caller().name(), clock.instant());
    LOG.warnf("kill switch %s by %s: %s", change.on() ? "on" : "off", changed.changedBy(), reason);
    return store.save(caller.tenant(), changed).replaceWith(changed);
  }
}
