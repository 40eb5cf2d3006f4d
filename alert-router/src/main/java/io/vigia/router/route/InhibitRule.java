package io.vigia.router.route;

import io.vigia.contracts.Labels;
import io.vigia.kit.match.Matcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * While a source fires, targets that agree with it in some labels are not told.
 *
 * @param equal labels that both have with the same value, or both lack
 * @see <a href="https://github.com/prometheus/alertmanager/blob/main/inhibit/inhibit.go">
 *     Alertmanager, inhibit.go</a>
 */
public record InhibitRule(List<Matcher> sources, List<Matcher> targets, List<String> equal) {

  public InhibitRule {
    sources = List.copyOf(sources);
    targets = List.copyOf(targets);
    equal = List.copyOf(equal);
  }

  /**
   * Labels that each source has that could inhibit this one; empty when it is no target of the
   * rule.
   */
  public Optional<Map<String, String>> wanted(Labels target) {
    if (!all(targets, target)) {
      return Optional.empty();
    }
    var labels = new TreeMap<String, String>();
    for (Matcher matcher : sources) {
      if (matcher.operator() == Matcher.Operator.EQUAL && !matcher.wanted().isEmpty()) {
        labels.put(matcher.label(), matcher.wanted());
      }
    }
    for (String name : equal) {
      String value = target.get(name);
      if (!value.isEmpty() && !value.equals(labels.getOrDefault(name, value))) {
        return Optional.empty(); // no source can agree
      }
      if (!value.isEmpty()) {
        labels.put(name, value);
      }
    }
    return Optional.of(labels);
  }

  public boolean isSource(Labels labels) {
    return all(sources, labels);
  }

  /** What a source and its target have in common. */
  public List<String> common(Labels labels) {
    return equal.stream().map(labels::get).toList();
  }

  /** An alert that is source and target at once is not inhibited by another such. */
  public boolean inhibits(Labels source, Labels target) {
    return all(sources, source)
        && all(targets, target)
        && equal.stream().allMatch(name -> source.get(name).equals(target.get(name)))
        && !(all(targets, source) && all(sources, target));
  }

  private static boolean all(List<Matcher> matchers, Labels labels) {
    return matchers.stream().allMatch(matcher -> matcher.matches(labels));
  }
}
