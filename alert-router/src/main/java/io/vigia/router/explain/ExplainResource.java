package io.vigia.router.explain;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Problem;
import io.vigia.kit.problem.Refusal;
import io.vigia.router.explain.ExplainedAlert.OnRoute;
import io.vigia.router.explain.SituationStore.Found;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;

/** Why an alert was told or not. */
@Path("/api/v1/alerts/{fingerprint}/explain")
class ExplainResource {

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

  private final SituationStore situations;
  private final CallerWiring caller;
  private final Clock clock;

  ExplainResource(SituationStore situations, CallerWiring caller, Clock clock) {
    this.situations = situations;
    this.caller = caller;
    this.clock = clock;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<ExplainedAlert> explain(@PathParam("fingerprint") String fingerprint) {
    if (!FINGERPRINT.matcher(fingerprint).matches()) {
      throw unknown(fingerprint);
    }
    Instant now = clock.instant();
    return situations
        .of(caller.tenant(), fingerprint, now)
        .map(found -> explained(found.orElseThrow(() -> unknown(fingerprint)), now));
  }

  private static ExplainedAlert explained(Found found, Instant now) {
    boolean fires = found.onRoutes().values().stream().anyMatch(s -> s.fires(now));
    return ExplainedAlert.of(
        found.alert(),
        fires,
        found.onRoutes().entrySet().stream()
            .map(on -> OnRoute.of(on.getValue(), on.getKey(), now))
            .toList(),
        found.history(),
        now);
  }

  private static Refusal unknown(String fingerprint) {
    return Refusal.of(
        Problem.of(
            404,
            "not-found",
            "There is no such alert",
            "No alert with the fingerprint '%s' was stored: it never came, it was refused (400 or"
                    .formatted(fingerprint)
                + " 429 to its sender, or a dead letter of its topic), or it ended so long ago"
                + " that it was forgotten."));
  }
}
