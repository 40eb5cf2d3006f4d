package io.vigia.router.page;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateExtension;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vigia.contracts.Alert;
import io.vigia.contracts.RemediationOutcome;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.router.agent.AgentStore;
import io.vigia.router.agent.AgentView;
import io.vigia.router.alert.AlertStore;
import io.vigia.router.deliver.DeliveryStore;
import io.vigia.router.deliver.DeliveryView;
import io.vigia.router.outcome.OutcomeStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What fires, what was told, what was repaired, who reports: one page without script. */
@Path("/")
class PageResource {

  private static final int ROWS = 10;
  private static final int ALERTS = 1_000;

  record Content(
      Instant now,
      List<Alert> firing,
      List<AgentView> agents,
      List<RemediationOutcome> outcomes,
      List<DeliveryView> deliveries) {}

  /** Whole seconds: what a person reads at a glance. */
  @TemplateExtension
  static String brief(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
  }

  private final Template page;
  private final AlertStore alerts;
  private final AgentStore agents;
  private final OutcomeStore outcomes;
  private final DeliveryStore deliveries;
  private final CallerWiring caller;
  private final Clock clock;

  PageResource(
      @Location("overview") Template page,
      AlertStore alerts,
      AgentStore agents,
      OutcomeStore outcomes,
      DeliveryStore deliveries,
      CallerWiring caller,
      Clock clock) {
    this.page = page;
    this.alerts = alerts;
    this.agents = agents;
    this.outcomes = outcomes;
    this.deliveries = deliveries;
    this.caller = caller;
    this.clock = clock;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  @Produces(MediaType.TEXT_HTML)
  public Uni<TemplateInstance> overview() {
    String tenant = caller.tenant();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return Uni.combine()
        .all()
        .unis(
            alerts.firing(tenant, now, ALERTS),
            agents.all(tenant),
            outcomes.latest(tenant, ROWS),
            deliveries.latest(tenant, ROWS))
        .with(
            (firing, reporting, repaired, told) ->
                page.data("c", new Content(now, firing, reporting, repaired, told)));
  }
}
