package io.vigia.router.route;

import io.vigia.kit.match.Matcher;
import io.vigia.kit.yaml.Durations;
import io.vigia.kit.yaml.YamlNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the tree of routes; what a route does not say it has from above. */
final class RouteMapper {

  private static final Set<String> FIELDS =
      Set.of(
          "receiver",
          "match",
          "match_re",
          "matchers",
          "group_by",
          "group_wait",
          "group_interval",
          "repeat_interval",
          "continue",
          "mute_time_intervals",
          "active_time_intervals",
          "routes");

  private static final Route DEFAULTS =
      new Route(
          "",
          "",
          List.of(),
          List.of(),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofHours(4),
          false,
          List.of(),
          List.of(),
          List.of());

  private final Set<String> receivers;
  private final Set<String> timeIntervals;
  private final Set<String> ids = new HashSet<>();

  RouteMapper(Set<String> receivers, Set<String> timeIntervals) {
    this.receivers = receivers;
    this.timeIntervals = timeIntervals;
  }

  Route root(YamlNode node) {
    var fields = node.stated(FIELDS);
    for (String field :
        List.of("match", "match_re", "matchers", "mute_time_intervals", "active_time_intervals")) {
      YamlNode value = fields.get(field);
      if (value != null && !value.isEmpty()) {
        throw value.fault(
            "the root route takes every alert at any time; it has no '" + field + "'");
      }
    }
    return route(node, fields, Optional.empty());
  }

  private Route route(YamlNode node, Map<String, YamlNode> fields, Optional<Route> parent) {
    Route above = parent.orElse(DEFAULTS);
    List<Matcher> matchers = MatchersMapper.read(fields, "match", "match_re", "matchers");
    Function<YamlNode, Duration> duration = item -> item.checked(Durations::parse);
    var self =
        new Route(
            unique((parent.isPresent() ? above.id() + "/" : "") + id(matchers)),
            receiver(node, fields.get("receiver"), above.receiver()),
            matchers,
            groupBy(fields.get("group_by"), above.groupBy()),
            value(fields.get("group_wait"), duration, above.groupWait()),
            value(fields.get("group_interval"), duration, above.groupInterval()),
            value(fields.get("repeat_interval"), duration, above.repeatInterval()),
            value(fields.get("continue"), YamlNode::bool, false),
            times(fields.get("mute_time_intervals")),
            times(fields.get("active_time_intervals")),
            List.of());
    for (String field : List.of("group_interval", "repeat_interval")) {
      boolean isZero =
          (field.startsWith("g") ? self.groupInterval() : self.repeatInterval()).isZero();
      if (isZero) {
        throw fields.getOrDefault(field, node).fault(field + " must be above zero");
      }
    }
    YamlNode children = fields.get("routes");
    return children == null
        ? self
        : self.with(
            children.items().stream()
                .map(child -> route(child, child.stated(FIELDS), Optional.of(self)))
                .toList());
  }

  /** Siblings may match the same and tell others: their groups must not be one. */
  private String unique(String id) {
    String unique = id;
    for (int number = 2; !ids.add(unique); number++) {
      unique = id + "#" + number;
    }
    return unique;
  }

  private static String id(List<Matcher> matchers) {
    return matchers.stream().map(Matcher::text).collect(Collectors.joining(",", "{", "}"));
  }

  private String receiver(YamlNode node, @Nullable YamlNode name, String above) {
    String receiver = name == null ? above : name.text();
    if (!receivers.contains(receiver)) {
      throw (name == null ? node : name)
          .fault(
              receiver.isEmpty()
                  ? "the root route needs a receiver"
                  : "no receiver '" + receiver + "'");
    }
    return receiver;
  }

  private static List<String> groupBy(@Nullable YamlNode list, List<String> above) {
    if (list == null) {
      return above;
    }
    List<String> names = list.items().stream().map(YamlNode::text).toList();
    if (names.contains("...") && names.size() > 1) {
      throw list.fault("'...' means all labels and stands alone");
    }
    if (names.stream().distinct().count() < names.size()) {
      throw list.fault("a label stands here twice");
    }
    return names;
  }

  private List<String> times(@Nullable YamlNode list) {
    if (list == null) {
      return List.of();
    }
    for (YamlNode name : list.items()) {
      if (!timeIntervals.contains(name.text())) {
        throw name.fault("no time interval '" + name.text() + "'");
      }
    }
    return list.items().stream().map(YamlNode::text).toList();
  }

  private static <T> T value(@Nullable YamlNode node, Function<YamlNode, T> read, T otherwise) {
    return node == null ? otherwise : read.apply(node);
  }
}
