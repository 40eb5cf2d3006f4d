package io.vigia.remediation.runbook;

import io.vigia.contracts.Labels;
import io.vigia.kit.match.Matcher;
import java.util.List;
import java.util.Optional;

/**
 * What to do about an alert.
 *
 * @param matchers which alerts of Alertmanager's webhook it takes; none means: only when it is
 *     asked for by name
 * @param targetLabel the label that names the target of those alerts
 */
public record Runbook(
    String name,
    String description,
    List<Matcher> matchers,
    Optional<String> targetLabel,
    List<Part> steps,
    List<Part> verify,
    List<Part> guards) {

  /** A step, probe or guard with its settings, of the class that its strategy names. */
  public record Part(String type, Object settings) {}

  public Runbook {
    matchers = List.copyOf(matchers);
    steps = List.copyOf(steps);
    verify = List.copyOf(verify);
    guards = List.copyOf(guards);
  }

  /** The target for an alert that this runbook takes by its matchers. */
  public Optional<String> targetOf(Labels labels) {
    if (matchers.isEmpty() || !matchers.stream().allMatch(m -> m.matches(labels))) {
      return Optional.empty();
    }
    return targetLabel.map(labels::get).filter(target -> !target.isEmpty());
  }
}
