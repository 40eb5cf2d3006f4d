package io.vigia.router.route;

import io.vigia.kit.match.Matcher;
import io.vigia.kit.yaml.Durations;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.router.route.Escalation.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code escalations} of our own files. */
final class EscalationMapper {

  static final String FIELD = "escalations";

  private static final int MOST = 50;
  private static final int MOST_STEPS = 10;
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration SHORTEST_REPEAT = Duration.ofMinutes(1);

  private final Set<String> receivers;

  /**
   * @param receivers the names of those that there are
   */
  EscalationMapper(Set<String> receivers) {
    this.receivers = receivers;
  }

  /** Adds those of a list. */
  void read(YamlNode list, Map<String, Escalation> found) {
    for (YamlNode item : list.items()) {
      Escalation escalation = escalation(item);
      if (found.put(escalation.name(), escalation) != null) {
        throw item.fault("there are two escalations '" + escalation.name() + "'");
      }
      if (found.size() > MOST) {
        throw item.fault("at most " + MOST + " escalations are taken");
      }
    }
  }

  private Escalation escalation(YamlNode item) {
    var fields = item.stated(Set.of("name", "matchers", "steps"));
    YamlNode name = fields.get("name");
    if (name == null || name.text().isBlank()) {
      throw item.fault("an escalation needs a name");
    }
    YamlNode matchers = fields.get("matchers");
    return new Escalation(
        name.text(), matchers == null ? List.of() : matchers(matchers), steps(item, fields));
  }

  private static List<Matcher> matchers(YamlNode written) {
    return written.items().stream()
        .flatMap(text -> text.checked(Matcher::parseAll).stream())
        .toList();
  }

  private List<Step> steps(YamlNode item, Map<String, YamlNode> fields) {
    YamlNode written = fields.get("steps");
    if (written == null || written.items().isEmpty()) {
      throw item.fault("an escalation needs steps");
    }
    var steps = new ArrayList<Step>();
    for (YamlNode node : written.items()) {
      Step step = step(node);
      if (!steps.isEmpty() && step.after().compareTo(steps.get(steps.size() - 1).after()) <= 0) {
        throw node.fault("'after' must be longer than that of the step before");
      }
      if (!steps.isEmpty() && steps.get(steps.size() - 1).repeat().isPresent()) {
        throw node.fault("the step before has 'repeat', which only the last one can have");
      }
      steps.add(step);
    }
    if (steps.size() > MOST_STEPS) {
      throw written.fault("at most " + MOST_STEPS + " steps are taken");
    }
    return steps;
  }

  private Step step(YamlNode node) {
    var fields = node.stated(Set.of("after", "receiver", "repeat"));
    YamlNode after = fields.get("after");
    YamlNode receiver = fields.get("receiver");
    if (after == null || receiver == null) {
      throw node.fault("a step needs 'after' and 'receiver'");
    }
    if (!receivers.contains(receiver.text())) {
      throw receiver.fault("there is no receiver '" + receiver.text() + "'");
    }
    return new Step(
        time(after, Duration.ofMillis(1)),
        receiver.text(),
        Optional.ofNullable(fields.get("repeat")).map(repeat -> time(repeat, SHORTEST_REPEAT)));
  }

  private static Duration time(YamlNode node, Duration shortest) {
    Duration time = node.checked(Durations::parse);
    if (time.compareTo(shortest) < 0 || time.compareTo(LONGEST) > 0) {
      throw node.fault(
          "a time from "
              + Durations.text(shortest)
              + " to "
              + Durations.text(LONGEST)
              + " is expected");
    }
    return time;
  }
}
