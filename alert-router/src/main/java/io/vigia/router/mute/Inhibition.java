package io.vigia.router.mute;

import io.vigia.contracts.Labels;
import io.vigia.router.route.InhibitRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A rule and what fires now of its sources.
 *
 * @param sources by the values of the labels that a target must have as well
 */
public record Inhibition(InhibitRule rule, Map<List<String>, List<Labels>> sources) {

  public static Inhibition of(InhibitRule rule, List<Labels> firing) {
    return new Inhibition(
        rule, firing.stream().filter(rule::isSource).collect(Collectors.groupingBy(rule::common)));
  }

  /** The first of the sources that inhibit a target, if any does. */
  public Optional<Labels> of(Labels target) {
    return sources.getOrDefault(rule.common(target), List.of()).stream()
        .filter(source -> rule.inhibits(source, target))
        .findFirst();
  }
}
