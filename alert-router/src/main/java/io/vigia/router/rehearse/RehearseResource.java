package io.vigia.router.rehearse;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.limit.LimitsConfig;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.router.route.Routing;
import io.vigia.router.route.RoutingWiring;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What a proposed configuration would have told of the alerts of the last day. */
@Path("/api/v1/rehearse")
class RehearseResource {

  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private final TimelineStore timelines;
  private final RoutingWiring routing;
  private final CallerWiring caller;
  private final LimitsConfig limits;
  private final Clock clock;
  private final AtomicBoolean busy = new AtomicBoolean();

  RehearseResource(
      TimelineStore timelines,
      RoutingWiring routing,
      CallerWiring caller,
      LimitsConfig limits,
      Clock clock) {
    this.timelines = timelines;
    this.routing = routing;
    this.caller = caller;
    this.limits = limits;
    this.clock = clock;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATE)
  public Uni<Rehearsal> rehearse(@Nullable RehearseRequest request) {
    if (request == null) {
      throw Refusal.invalid("body", "an object with 'config' is expected");
    }
    var span = request.span(clock.instant());
    String config = request.requiredConfig();
    if (!busy.compareAndSet(false, true)) {
      throw Refusal.later(429, "another rehearsal is under way", TRY_AGAIN);
    }
    return timelines
        .of(caller.tenant(), span.from(), span.to())
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(
            timeline ->
                compared(timeline, proposed(config, Optional.ofNullable(request.receivers()))))
        .onTermination()
        .invoke(() -> busy.set(false));
  }

  /** The file itself is the body. */
  @POST
  @Consumes({"application/yaml", "application/x-yaml", "text/yaml", MediaType.TEXT_PLAIN})
  @RolesAllowed(Role.OPERATE)
  public Uni<Rehearsal> rehearse(@Nullable String config) {
    return rehearse(new RehearseRequest(config, null, null, null));
  }

  private Routing proposed(String config, Optional<String> receivers) {
    try {
      return routing.proposed(config, receivers);
    } catch (YamlFault e) {
      throw Refusal.invalid("config", e.line(), String.valueOf(e.getMessage()));
    }
  }

  private Rehearsal compared(Timeline timeline, Routing proposed) {
    int most = limits.alertsPerNotification();
    try {
      return Rehearsal.of(
          timeline,
          Difference.of(
              heard(Simulation.run(routing.current(), timeline, most)),
              heard(Simulation.run(proposed, timeline, most))));
    } catch (Simulation.TooMuch e) {
      throw Refusal.invalid(
          "from", "it would take too long: " + e.getMessage() + "; choose a shorter time");
    }
  }

  /** A receiver that has a name and nothing else hears nothing. */
  private static List<Told> heard(List<Told> told) {
    return told.stream().filter(each -> !each.integrations().isEmpty()).toList();
  }
}
