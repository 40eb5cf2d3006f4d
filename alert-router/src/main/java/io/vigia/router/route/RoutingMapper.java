package io.vigia.router.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.vigia.kit.match.Matcher;
import io.vigia.kit.yaml.Durations;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.kit.yaml.YamlNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads routing files: the tree in Alertmanager's form, and receivers in parts that add up. */
@ApplicationScoped
class RoutingMapper {

  /** A file's name and its text. */
  record Source(String name, String text) {}

  private static final Set<String> ROUTE_FIELDS =
      Set.of(
          "receiver",
          "matchers",
          "group_by",
          "group_wait",
          "group_interval",
          "repeat_interval",
          "continue",
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
          List.of());

  private final ObjectMapper json;
  private final Map<String, IntegrationType> types;

  RoutingMapper(ObjectMapper json, @All List<IntegrationType> types) {
    this.json = json;
    this.types = types.stream().collect(Collectors.toMap(t -> t.type() + "_configs", t -> t));
  }

  /**
   * @throws YamlFault naming file and line
   */
  Routing read(Source tree, List<Source> parts) {
    YamlNode main = YamlNode.parse(tree.name(), tree.text());
    var fields = main.fields(Set.of("route", "receivers"));
    var receivers = new LinkedHashMap<String, List<Integration>>();
    addReceivers(receivers, fields.get("receivers"));
    for (Source part : parts) {
      var root = YamlNode.parse(part.name(), part.text()).fields(Set.of("receivers"));
      addReceivers(receivers, root.get("receivers"));
    }
    YamlNode route = fields.get("route");
    if (route == null) {
      throw main.fault("'route' is missing");
    }
    return new Routing(route(route, Optional.empty(), receivers.keySet()), receivers);
  }

  private Route route(YamlNode node, Optional<Route> parent, Set<String> receivers) {
    var fields = node.fields(ROUTE_FIELDS);
    Route above = parent.orElse(DEFAULTS);
    List<Matcher> matchers = list(fields.get("matchers"), item -> checked(item, Matcher::parse));
    String receiver = value(fields.get("receiver"), YamlNode::text, above.receiver());
    if (!receivers.contains(receiver)) {
      YamlNode at = fields.getOrDefault("receiver", node);
      throw at.fault(
          receiver.isEmpty()
              ? "the root route needs a receiver"
              : "no receiver '" + receiver + "'");
    }
    String id =
        (parent.isPresent() ? above.id() + "/" : "")
            + matchers.stream().map(Matcher::text).collect(Collectors.joining(",", "{", "}"));
    Function<YamlNode, Duration> duration = item -> checked(item, Durations::parse);
    var self =
        new Route(
            id,
            receiver,
            matchers,
            fields.containsKey("group_by")
                ? list(fields.get("group_by"), YamlNode::text)
                : above.groupBy(),
            value(fields.get("group_wait"), duration, above.groupWait()),
            value(fields.get("group_interval"), duration, above.groupInterval()),
            value(fields.get("repeat_interval"), duration, above.repeatInterval()),
            value(fields.get("continue"), YamlNode::bool, false),
            List.of());
    if (self.groupInterval().isZero()) {
      throw fields.getOrDefault("group_interval", node).fault("group_interval must be above zero");
    }
    List<Route> children =
        list(fields.get("routes"), child -> route(child, Optional.of(self), receivers));
    return new Route(
        self.id(),
        self.receiver(),
        self.matchers(),
        self.groupBy(),
        self.groupWait(),
        self.groupInterval(),
        self.repeatInterval(),
        self.proceeds(),
        children);
  }

  private void addReceivers(Map<String, List<Integration>> receivers, @Nullable YamlNode list) {
    if (list == null) {
      return;
    }
    for (YamlNode item : list.items()) {
      var fields = item.fields();
      YamlNode name = fields.remove("name");
      if (name == null) {
        throw item.fault("a receiver needs a name");
      }
      var integrations = new ArrayList<>(receivers.getOrDefault(name.text(), List.of()));
      fields.forEach(
          (field, entries) -> integrations.addAll(integrations(field, entries, integrations)));
      receivers.put(name.text(), List.copyOf(integrations));
    }
  }

  private List<Integration> integrations(String field, YamlNode entries, List<Integration> others) {
    IntegrationType type = types.get(field);
    if (type == null) {
      throw entries.fault(
          "'" + field + "' is not known; there are " + String.join(", ", types.keySet()));
    }
    // by position, so that what waits for a receiver survives a change of its settings
    long before = others.stream().filter(i -> i.type().equals(type.type())).count();
    var found = new ArrayList<Integration>();
    for (YamlNode entry : entries.items()) {
      YamlNode resolved = entry.fields().get("send_resolved");
      Object settings = entry.without("send_resolved").bind(json, type.settings());
      String name = type.type() + "-" + (before + found.size());
      found.add(
          new Integration(
              type.type(),
              name,
              settings,
              resolved == null ? type.sendsResolved() : resolved.bool()));
    }
    return found;
  }

  private static <T> List<T> list(@Nullable YamlNode node, Function<YamlNode, T> item) {
    return node == null ? List.of() : node.items().stream().map(item).toList();
  }

  private static <T> T value(@Nullable YamlNode node, Function<YamlNode, T> read, T otherwise) {
    return node == null ? otherwise : read.apply(node);
  }

  private static <T> T checked(YamlNode node, Function<String, T> parse) {
    try {
      return parse.apply(node.text());
    } catch (IllegalArgumentException e) {
      throw node.fault(String.valueOf(e.getMessage()));
    }
  }
}
