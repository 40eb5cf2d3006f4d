package io.vigia.router.route;

import io.vigia.contracts.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A routing configuration that has passed every check. */
public record Routing(Route root, Map<String, List<Integration>> receivers) {

  public Routing {
    receivers = Map.copyOf(receivers);
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
