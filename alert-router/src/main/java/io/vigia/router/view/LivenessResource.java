package io.vigia.router.view;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Problem;
import io.vigia.kit.problem.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;

/** Alertmanager's answers to those who look after it. */
@Path("/-")
@Produces(MediaType.TEXT_PLAIN)
class LivenessResource {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Pool pool;

  LivenessResource(Pool pool) {
    this.pool = pool;
  }

  @GET
  @Path("healthy")
  @RolesAllowed(Role.VIEW)
  public String healthy() {
    return "OK";
  }

  /** Ready to store alerts. */
  @GET
  @Path("ready")
  @RolesAllowed(Role.VIEW)
  public Uni<String> ready() {
    return pool.query("select 1")
        .execute()
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .replaceWith("OK")
        .onFailure()
        .transform(
            why ->
                Refusal.of(
                    Problem.of(503, "unavailable", "Not ready", "the database does not answer")));
  }
}
