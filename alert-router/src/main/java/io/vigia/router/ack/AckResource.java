package io.vigia.router.ack;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.router.alert.AlertStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One alert, and who has taken it on. */
@Path("/api/v1/alerts")
class AckResource {

  private final AckStore acks;
  private final AlertStore alerts;
  private final AckConfig config;
  private final CallerWiring caller;
  private final Clock clock;

  AckResource(
      AckStore acks, AlertStore alerts, AckConfig config, CallerWiring caller, Clock clock) {
    this.acks = acks;
    this.alerts = alerts;
    this.config = config;
    this.caller = caller;
    this.clock = clock;
  }

  @GET
  @Path("{fingerprint}")
  @RolesAllowed(Role.VIEW)
  public Uni<AlertDetail> one(@PathParam("fingerprint") String fingerprint) {
    String tenant = caller.tenant();
    return alerts
        .find(tenant, known(fingerprint))
        .map(found -> found.orElseThrow(() -> Refusal.notFound("alert", fingerprint)))
        .chain(
            alert ->
                acks.inForce(tenant, fingerprint, clock.instant())
                    .map(ack -> new AlertDetail(alert, fingerprint, ack.orElse(null))));
  }

  /** The caller takes it on; nobody is reminded of it meanwhile and it does not escalate. */
  @POST
  @Path("{fingerprint}/ack")
  @RolesAllowed(Role.OPERATE)
  public Uni<Ack> acknowledge(
      @PathParam("fingerprint") String fingerprint, @Nullable AckRequest posted) {
    Instant now = clock.instant();
    AckRequest request = posted == null ? AckRequest.EMPTY : posted;
    return acks.acknowledge(
        caller.caller(),
        known(fingerprint),
        request.wish(caller.caller().name(), config.lasts(), config.atMost(), now),
        now);
  }

  @DELETE
  @Path("{fingerprint}/ack")
  @RolesAllowed(Role.OPERATE)
  public Uni<Void> withdraw(@PathParam("fingerprint") String fingerprint) {
    return acks.withdraw(caller.caller(), known(fingerprint), clock.instant());
  }

  private static String known(String fingerprint) {
    if (!fingerprint.matches("[0-9a-f]{16}")) {
      throw Refusal.notFound("alert", fingerprint);
    }
    return fingerprint;
  }
}
