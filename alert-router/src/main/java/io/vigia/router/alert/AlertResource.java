package io.vigia.router.alert;

import io.smallrye.mutiny.Uni;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Problem;
import io.vigia.kit.problem.Refusal;
import io.vigia.router.RouterConfig;
import io.vigia.router.route.RoutingWiring;
import io.vigia.router.tally.Tally;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Alertmanager's API v2: alerts come in. */
@Path("/api/v2/alerts")
class AlertResource {

  private static final int MAX_ALERTS = 1000;

  /** Of those that are refused beside the first. */
  private static final int MOST_NAMED = 9;

  private final AlertStore store;
  private final RouterConfig config;
  private final RoutingWiring routing;
  private final CallerWiring caller;
  private final Tally tally;
  private final Clock clock;

  AlertResource(
      AlertStore store,
      RouterConfig config,
      RoutingWiring routing,
      CallerWiring caller,
      Tally tally,
      Clock clock) {
    this.routing = routing;
    this.store = store;
    this.config = config;
    this.caller = caller;
    this.tally = tally;
    this.clock = clock;
  }

  /**
   * Stored before the answer: a 200 means that no alert is lost. After a 400 that names alerts, the
   * others are stored, as in Alertmanager.
   */
  @POST
  @ResponseStatus(200)
  @RolesAllowed(Role.OPERATE)
  public Uni<Void> post(@Nullable List<@Nullable PostableAlert> posted) {
    if (posted == null) {
      throw Refusal.invalid("body", "a JSON array of alerts is expected");
    }
    if (posted.size() > MAX_ALERTS) {
      throw Refusal.of(
          Problem.of(
              413,
              "too-many",
              "Too many alerts in one request",
              "At most " + MAX_ALERTS + " are taken; send smaller batches."),
          "body");
    }
    Instant now = clock.instant();
    var refusals = new ArrayList<Refusal>();
    List<Alert> alerts = alerts(posted, now, refusals);
    tally.invalid(refusals.size());
    int firing = (int) alerts.stream().filter(a -> a.status() == Status.FIRING).count();
    tally.received(firing, alerts.size() - firing);
    Uni<Void> stored =
        alerts.isEmpty()
            ? Uni.createFrom().voidItem()
            : store.accept(alerts, now).ifNoItem().after(config.intakeTimeout()).fail();
    return refusals.isEmpty() ? stored : stored.onItem().failWith(() -> all(refusals));
  }

  /** The first names the field; the others follow in its words. */
  private static Refusal all(List<Refusal> refusals) {
    Problem first = refusals.get(0).problem();
    String others =
        refusals.stream()
            .skip(1)
            .limit(MOST_NAMED)
            .map(other -> "; " + other.problem().field() + ": " + other.problem().detail())
            .collect(Collectors.joining());
    int unnamed = refusals.size() - 1 - MOST_NAMED;
    return Refusal.invalid(
        first.field(),
        null,
        first.detail() + others + (unnamed > 0 ? "; and " + unnamed + " more" : ""));
  }

  /**
   * @param refusals takes what is wrong with those that are left out
   */
  private List<Alert> alerts(
      List<@Nullable PostableAlert> posted, Instant now, List<Refusal> refusals) {
    Duration timeout = routing.current().resolveTimeout().orElse(config.resolveTimeout());
    var alerts = new ArrayList<Alert>();
    for (int i = 0; i < posted.size(); i++) {
      PostableAlert alert = posted.get(i);
      String path = "[" + i + "]";
      try {
        if (alert == null) {
          throw Refusal.invalid(path, "an alert is expected, not null");
        }
        alerts.add(alert.toAlert(path, caller.tenant(), now, timeout));
      } catch (Refusal e) {
        refusals.add(e);
      }
    }
    return alerts;
  }
}
