package io.vigia.router.route;

import io.vigia.contracts.Labels;
import io.vigia.kit.match.Matcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who else is told of an alert that nobody takes on.
 *
 * @param name unique; timers that run are found by it after a reload
 * @param matchers the alerts that it is for; all when empty
 * @param steps in the order of their times
 */
public record Escalation(String name, List<Matcher> matchers, List<Step> steps) {

  /**
   * @param after since the alert was first told
   * @param repeat how often this receiver hears of it again; once when empty. The last step's only
   */
  public record Step(Duration after, String receiver, Optional<Duration> repeat) {}

  public Escalation {
    matchers = List.copyOf(matchers);
    steps = List.copyOf(steps);
  }

  public boolean isFor(Labels labels) {
    return matchers.stream().allMatch(matcher -> matcher.matches(labels));
  }
}
