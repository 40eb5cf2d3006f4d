package io.vigia.router.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.router.template.Templates;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads routing files: the tree in Alertmanager's form, and receivers in parts that add up. */
@ApplicationScoped
class RoutingMapper {

  /** A file's name and its text. */
  record Source(String name, String text) {}

  private static final Set<String> FIELDS =
      Set.of(
          "global",
          "templates",
          "route",
          "receivers",
          "inhibit_rules",
          "time_intervals",
          "mute_time_intervals");

  private final ObjectMapper json;
  private final List<IntegrationType> types;

  RoutingMapper(ObjectMapper json, @All List<IntegrationType> types) {
    this.json = json;
    this.types = List.copyOf(types);
  }

  /**
   * @param tree files that it names are relative to its own folder
   * @throws YamlFault naming file and line
   */
  Routing read(Source tree, List<Source> parts) {
    return read(tree, parts, false);
  }

  /**
   * The same of what a caller sent: it names no files beyond its folder.
   *
   * @throws YamlFault naming file and line
   */
  Routing readProposed(Source tree, List<Source> parts) {
    return read(tree, parts, true);
  }

  private Routing read(Source tree, List<Source> parts, boolean isProposed) {
    YamlNode main = YamlNode.parse(tree.name(), tree.text());
    var fields = main.stated(FIELDS);
    YamlNode route = fields.get("route");
    if (route == null) {
      throw main.fault("'route' is missing");
    }
    Path folder = Path.of(tree.name()).toAbsolutePath().resolveSibling("");
    Templates templates = TemplateFiles.read(fields.get("templates"), folder, isProposed);
    ObjectMapper settings = SettingsMapper.of(json, templates, folder);
    Global global = Global.read(fields.get("global"), settings);
    var receiverMapper = new ReceiverMapper(settings, global, types);
    var receivers = new LinkedHashMap<String, List<Integration>>();
    var terms = new TermsMapper(json);
    terms.read(fields.get("receivers"));
    receiverMapper.read(fields.get("receivers"), receivers);
    var escalationLists = new ArrayList<YamlNode>();
    for (Source part : parts) {
      var root =
          YamlNode.parse(part.name(), part.text())
              .stated(Set.of("receivers", EscalationMapper.FIELD));
      terms.read(root.get("receivers"));
      receiverMapper.read(root.get("receivers"), receivers);
      Optional.ofNullable(root.get(EscalationMapper.FIELD)).ifPresent(escalationLists::add);
    }
    terms.apply(receivers);
    var escalations = new LinkedHashMap<String, Escalation>();
    var escalationMapper = new EscalationMapper(receivers.keySet());
    escalationLists.forEach(list -> escalationMapper.read(list, escalations));
    Map<String, List<TimeInterval>> intervals = TimeIntervalMapper.readAll(fields);
    YamlNode rules = fields.get("inhibit_rules");
    return new Routing(
        main.redacted(),
        new RouteMapper(receivers.keySet(), intervals.keySet()).root(route),
        receivers,
        rules == null ? List.of() : rules.items().stream().map(InhibitRuleMapper::read).toList(),
        intervals,
        List.copyOf(escalations.values()),
        templates,
        global.resolveTimeout());
  }
}
