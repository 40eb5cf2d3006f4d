package io.vigia.router.incident;

import io.vigia.contracts.Labels;
import io.vigia.router.route.Route;
import io.vigia.router.route.Routing;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What joins alerts to one incident: the group of the first route that takes them. An alert that
 * another one inhibits when it begins belongs to the incident of that other one.
 *
 * @param key the group's key
 * @param labels the labels that the group's alerts share
 */
record Cause(String tenant, String key, Labels labels) {

  static Cause of(String tenant, Labels alert, Routing routing) {
    Route route = routing.root().match(alert).stream().findFirst().orElse(routing.root());
    Labels shared = route.groupLabels(alert);
    return new Cause(tenant, route.groupKey(shared), shared);
  }

  /**
   * Follows inhibition to the alert that is inhibited by none, or whose incident is known.
   *
   * @param fingerprint of an alert that begins
   * @param inhibitors by the fingerprint of what they inhibit
   * @param known of alerts that began before; empty for others
   * @param own of the alerts that begin
   */
  static Cause following(
      String fingerprint,
      Map<String, List<String>> inhibitors,
      Function<String, Optional<Cause>> known,
      Map<String, Cause> own) {
    Set<String> seen = new HashSet<>();
    String at = fingerprint;
    while (seen.add(at)) {
      for (String inhibitor : inhibitors.getOrDefault(at, List.of())) {
        Optional<Cause> cause = known.apply(inhibitor);
        if (cause.isPresent()) {
          return cause.get();
        }
      }
      at =
          inhibitors.getOrDefault(at, List.of()).stream()
              .filter(own::containsKey)
              .findFirst()
              .orElse(at);
    }
    Cause found = own.get(at);
    if (found == null) {
      throw new IllegalArgumentException("no alert that begins: " + at);
    }
    return found;
  }
}
