package io.vigia.router.deliver;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.router.RouterConfig;
import io.vigia.router.route.Integration;
import io.vigia.router.route.RoutingWiring;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The test button: each way in which a receiver is told is tried at once. */
@Path("/api/v1/receivers/{name}/test")
class TrialResource {

  private static final Logger LOG = Logger.getLogger(TrialResource.class);

  /**
   * @param result {@code delivered}, {@code skipped} or {@code failed}
   * @param why it was not delivered
   */
  record Outcome(String integration, String result, @Nullable String why) {

    static Outcome of(String integration, Receipt receipt) {
      if (receipt instanceof Receipt.Taken) {
        return new Outcome(integration, "delivered", null);
      }
      if (receipt instanceof Receipt.NotConcerned nobody) {
        return new Outcome(integration, "skipped", nobody.why());
      }
      return new Outcome(
          integration,
          "failed",
          receipt instanceof Receipt.Rejected rejected
              ? rejected.why()
              : ((Receipt.NotNow) receipt).why());
    }
  }

  /**
   * @param delivered whether everybody has it whom it concerns
   */
  record Trial(String receiver, UUID id, boolean delivered, List<Outcome> integrations) {}

  private final RoutingWiring routing;
  private final DeliveryClient client;
  private final CallerWiring caller;
  private final RouterConfig config;
  private final Clock clock;

  TrialResource(
      RoutingWiring routing,
      DeliveryClient client,
      CallerWiring caller,
      RouterConfig config,
      Clock clock) {
    this.routing = routing;
    this.client = client;
    this.caller = caller;
    this.config = config;
    this.clock = clock;
  }

  /** Not grouped, not throttled, past rate limit and circuit, and tried once. */
  @POST
  @RolesAllowed(Role.OPERATE)
  public Uni<Trial> test(@PathParam("name") String name) {
    var receivers = routing.current().receivers();
    if (!receivers.containsKey(name)) {
      throw Refusal.notFound("receiver", name);
    }
    List<Integration> integrations = routing.current().integrationsOf(name);
    Instant now = clock.instant();
    UUID id = UUID.randomUUID();
    LOG.infof("%s tests the receiver %s", caller.caller().name(), name);
    Notification notification =
        TestNotification.of(
            caller.tenant(), name, caller.caller().name(), config.externalUrl(), now);
    if (integrations.isEmpty()) {
      return Uni.createFrom().item(new Trial(name, id, true, List.of()));
    }
    return Uni.join()
        .all(integrations.stream().map(i -> tried(i, id, notification, now)).toList())
        .andFailFast()
        .map(
            outcomes ->
                new Trial(
                    name,
                    id,
                    outcomes.stream().noneMatch(o -> o.result().equals("failed")),
                    outcomes));
  }

  private Uni<Outcome> tried(
      Integration integration, UUID id, Notification notification, Instant now) {
    var delivery = new Delivery(id, "test", integration.name(), notification, 1, now);
    return client
        .send(delivery, integration, piece -> Uni.createFrom().voidItem())
        .map(receipt -> Outcome.of(integration.name(), receipt));
  }
}
