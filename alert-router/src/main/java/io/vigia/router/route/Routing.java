package io.vigia.router.route;

import io.vigia.contracts.Labels;
import io.vigia.router.template.Templates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A routing configuration that has passed every check.
 *
 * @param text the file of the tree as YAML, without secrets
 * @param timeIntervals by the names that routes give them
 * @param escalations of our own files
 * @param templates that receivers may call
 * @param resolveTimeout how long an alert posted without an end keeps firing, if the file says so
 */
public record Routing(
    String text,
    Route root,
    Map<String, List<Integration>> receivers,
    List<InhibitRule> inhibitRules,
    Map<String, List<TimeInterval>> timeIntervals,
    List<Escalation> escalations,
    Templates templates,
    Optional<Duration> resolveTimeout) {

  public Routing {
    receivers = Map.copyOf(receivers);
    inhibitRules = List.copyOf(inhibitRules);
    timeIntervals = Map.copyOf(timeIntervals);
    escalations = List.copyOf(escalations);
  }

  /** The time intervals because of which a route tells nobody now. */
  public List<String> mutedBy(Route route, Instant now) {
    List<String> muting = route.muteTimes().stream().filter(name -> isIn(name, now)).toList();
    boolean active =
        route.activeTimes().isEmpty()
            || route.activeTimes().stream().anyMatch(name -> isIn(name, now));
    return muting.isEmpty() && !active ? route.activeTimes() : muting;
  }

  private boolean isIn(String interval, Instant now) {
    return timeIntervals.getOrDefault(interval, List.of()).stream().anyMatch(i -> i.contains(now));
  }

  public List<String> receiversOf(Labels labels) {
    return root.match(labels).stream().map(Route::receiver).distinct().toList();
  }

  public List<Integration> integrationsOf(String receiver) {
    return receivers.getOrDefault(receiver, List.of());
  }

  public Optional<Route> route(String id) {
    return all(root).stream().filter(r -> r.id().equals(id)).findFirst();
  }

  private static List<Route> all(Route from) {
    var found = new ArrayList<Route>(List.of(from));
    from.routes().forEach(child -> found.addAll(all(child)));
    return found;
  }
}
