package io.vigia.router.rehearse;

import io.vigia.contracts.Labels;
import io.vigia.router.mute.Inhibition;
import io.vigia.router.route.InhibitRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What fires of the sources of inhibit rules, found by what targets must have in common. */
final class FiringSources {

  private final List<InhibitRule> rules;
  private final List<Map<List<String>, Map<String, Labels>>> byRule = new ArrayList<>();

  FiringSources(List<InhibitRule> rules) {
    this.rules = rules;
    rules.forEach(rule -> byRule.add(new HashMap<>()));
  }

  void begin(Labels alert) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).isSource(alert)) {
        byRule
            .get(i)
            .computeIfAbsent(rules.get(i).common(alert), common -> new LinkedHashMap<>())
            .put(alert.fingerprint(), alert);
      }
    }
  }

  void end(Labels alert) {
    for (int i = 0; i < rules.size(); i++) {
      var common = rules.get(i).common(alert);
      var sources = byRule.get(i).get(common);
      if (sources != null && sources.remove(alert.fingerprint()) != null && sources.isEmpty()) {
        byRule.get(i).remove(common);
      }
    }
  }

  /** Each rule with those sources alone that could inhibit one of the targets. */
  List<Inhibition> of(Collection<Labels> targets, Predicate<Labels> fires) {
    var inhibitions = new ArrayList<Inhibition>();
    for (int i = 0; i < rules.size(); i++) {
      InhibitRule rule = rules.get(i);
      var relevant = new HashMap<List<String>, List<Labels>>();
      for (Labels target : targets) {
        var common = rule.common(target);
        var sources = byRule.get(i).get(common);
        if (sources != null && rule.wanted(target).isPresent()) {
          relevant.computeIfAbsent(common, c -> sources.values().stream().filter(fires).toList());
        }
      }
      inhibitions.add(new Inhibition(rule, relevant));
    }
    return inhibitions;
  }
}
