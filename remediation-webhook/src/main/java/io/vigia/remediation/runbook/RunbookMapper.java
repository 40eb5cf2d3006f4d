package io.vigia.remediation.runbook;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.vigia.kit.match.Matcher;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.remediation.runbook.Runbook.Part;
import io.vigia.remediation.runbook.Strategy.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a runbook file. */
@ApplicationScoped
class RunbookMapper {

  private static final Set<String> FIELDS =
      Set.of("name", "description", "matchers", "target", "steps", "verify", "guards");

  private final ObjectMapper json;
  private final List<Strategy> strategies;

  RunbookMapper(ObjectMapper json, @All List<Strategy> strategies) {
    this.json = json;
    this.strategies = strategies;
  }

  /**
   * @throws io.vigia.kit.yaml.YamlFault naming file, line and field
   */
  Runbook read(String file, String text) {
    YamlNode root = YamlNode.parse(file, text);
    var fields = root.fields(FIELDS);
    YamlNode name = fields.get("name");
    if (name == null || !name.text().matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw (name == null ? root : name)
          .fault("name: a name of lower-case letters, digits and dashes is required");
    }
    YamlNode target = fields.get("target");
    List<Matcher> matchers = matchers(fields.get("matchers"));
    if (!matchers.isEmpty() && target == null) {
      throw root.fault("target: with matchers, a label that names the target is required");
    }
    List<Part> does = parts(fields.get("steps"), Kind.STEP);
    if (does.isEmpty()) {
      throw root.fault("steps: at least one is required");
    }
    YamlNode description = fields.get("description");
    return new Runbook(
        name.text(),
        description == null ? "" : description.text(),
        matchers,
        Optional.ofNullable(target).map(YamlNode::text),
        does,
        parts(fields.get("verify"), Kind.PROBE),
        parts(fields.get("guards"), Kind.GUARD));
  }

  private List<Part> parts(@Nullable YamlNode list, Kind kind) {
    List<Strategy> known = strategies.stream().filter(s -> s.kind() == kind).toList();
    var parts = new ArrayList<Part>();
    for (YamlNode item : list == null ? List.<YamlNode>of() : list.items()) {
      var fields = item.fields();
      if (fields.size() != 1) {
        throw item.fault("one entry is expected here: a type with its settings");
      }
      var entry = fields.entrySet().iterator().next();
      Strategy strategy =
          known.stream()
              .filter(s -> s.type().equals(entry.getKey()))
              .findFirst()
              .orElseThrow(
                  () ->
                      item.fault(
                          "'"
                              + entry.getKey()
                              + "' is not known; there are "
                              + known.stream()
                                  .map(Strategy::type)
                                  .sorted()
                                  .collect(Collectors.joining(", "))));
      parts.add(new Part(strategy.type(), entry.getValue().bind(json, strategy.settings())));
    }
    return parts;
  }

  private static List<Matcher> matchers(@Nullable YamlNode list) {
    var matchers = new ArrayList<Matcher>();
    for (YamlNode item : list == null ? List.<YamlNode>of() : list.items()) {
      try {
        matchers.add(Matcher.parse(item.text()));
      } catch (IllegalArgumentException e) {
        throw item.fault(String.valueOf(e.getMessage()));
      }
    }
    return matchers;
  }
}
