package io.vigia.router.route;

import io.vigia.kit.yaml.YamlNode;
import java.util.List;
import java.util.Set;

/** Reads {@code inhibit_rules}. */
final class InhibitRuleMapper {

  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "source_match",
          "source_match_re",
          "source_matchers",
          "target_match",
          "target_match_re",
          "target_matchers",
          "equal");

  private InhibitRuleMapper() {}

  private static String name(YamlNode item) {
    if (item.text().isBlank()) {
      throw item.fault("the name of a label is expected");
    }
    return item.text();
  }

  static InhibitRule read(YamlNode node) {
    var fields = node.stated(FIELDS);
    YamlNode equal = fields.get("equal");
    return new InhibitRule(
        MatchersMapper.read(fields, "source_match", "source_match_re", "source_matchers"),
        MatchersMapper.read(fields, "target_match", "target_match_re", "target_matchers"),
        equal == null ? List.of() : equal.items().stream().map(InhibitRuleMapper::name).toList());
  }
}
