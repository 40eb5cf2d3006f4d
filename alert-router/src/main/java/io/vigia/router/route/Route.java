package io.vigia.router.route;

import io.vigia.contracts.Labels;
import io.vigia.kit.match.Matcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A node of the routing tree, with everything that it inherits from above.
 *
 * @param id the path of matchers from the root, in Alertmanager's writing: {@code {}/{a="b"}}; a
 *     second one with the same path ends with {@code #2}
 * @param groupBy label names; {@code ...} alone means all labels
 * @param muteTimes names of the time intervals at which it tells nobody
 * @param activeTimes names of those at which alone it tells anybody; always when empty
 */
public record Route(
    String id,
    String receiver,
    List<Matcher> matchers,
    List<String> groupBy,
    Duration groupWait,
    Duration groupInterval,
    Duration repeatInterval,
    boolean proceeds,
    List<String> muteTimes,
    List<String> activeTimes,
    List<Route> routes) {

  public Route {
    matchers = List.copyOf(matchers);
    groupBy = List.copyOf(groupBy);
    muteTimes = List.copyOf(muteTimes);
    activeTimes = List.copyOf(activeTimes);
    routes = List.copyOf(routes);
  }

  Route with(List<Route> children) {
    return new Route(
        id,
        receiver,
        matchers,
        groupBy,
        groupWait,
        groupInterval,
        repeatInterval,
        proceeds,
        muteTimes,
        activeTimes,
        children);
  }

  /** The deepest routes that take these labels: one, or more where a route says continue. */
  public List<Route> match(Labels labels) {
    if (!matchers.stream().allMatch(m -> m.matches(labels))) {
      return List.of();
    }
    var found = new ArrayList<Route>();
    for (Route child : routes) {
      List<Route> deeper = child.match(labels);
      found.addAll(deeper);
      if (!deeper.isEmpty() && !child.proceeds()) {
        break;
      }
    }
    return found.isEmpty() ? List.of(this) : found;
  }

  public Labels groupLabels(Labels labels) {
    if (groupBy.contains("...")) {
      return labels;
    }
    var shared = new TreeMap<String, String>();
    for (String name : groupBy) {
      shared.put(name, labels.get(name));
    }
    return new Labels(shared);
  }

  /** Names the group to receivers: {@code {}:{alertname="X", service="y"}}. */
  public String groupKey(Labels groupLabels) {
    return id
        + ":"
        + groupLabels.values().entrySet().stream()
            .map(l -> l.getKey() + "=" + quoted(l.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  /** As Go's {@code %q}. */
  private static String quoted(String value) {
    return '"'
        + value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
        + '"';
  }
}
