package io.vigia.router.rehearse;

import io.vigia.contracts.Alert;
import io.vigia.kit.yaml.Durations;
import io.vigia.router.rehearse.RoutingCase.Expected;
import io.vigia.router.route.Routing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of a test.
 *
 * @param lines what was expected and not told ({@code -}), told and not expected ({@code +}), or
 *     both, in the order of time; for people
 */
record CaseResult(String name, boolean passed, List<String> lines) {

  private static final int SHOWN = 5;

  private record Line(Duration at, String text) {}

  CaseResult {
    lines = List.copyOf(lines);
  }

  /**
   * @param most alerts in one notification
   */
  static CaseResult of(RoutingCase test, Routing routing, int most) {
    List<Told> left = new ArrayList<>(Simulation.run(routing, test.timeline(), most));
    List<Line> lines = new ArrayList<>();
    boolean passed = true;
    for (Expected expected : test.expected()) {
      var met = left.stream().filter(told -> expected.isMet(told, test.start())).findFirst();
      met.ifPresent(left::remove);
      passed &= met.isPresent();
      lines.add(
          new Line(
              expected.at(),
              met.map(told -> "  " + text(told, test)).orElseGet(() -> "- " + text(expected))));
    }
    for (Told told : left) {
      lines.add(new Line(since(told, test), (test.complete() ? "+ " : "  ") + text(told, test)));
    }
    lines.sort(Comparator.comparing(Line::at));
    return new CaseResult(
        test.name(),
        passed && (left.isEmpty() || !test.complete()),
        lines.stream().map(Line::text).toList());
  }

  private static Duration since(Told told, RoutingCase test) {
    return Duration.between(test.start(), told.at());
  }

  private static String text(Told told, RoutingCase test) {
    return line(
            since(told, test),
            told.receiver(),
            told.status().name(),
            told.alerts().stream().map(CaseResult::text).toList())
        + "  ("
        + told.reason()
        + ")";
  }

  private static String text(Alert alert) {
    return text(alert.labels().values()) + " " + lower(alert.status().name());
  }

  private static String text(Expected expected) {
    return line(
        expected.at(),
        expected.receiver(),
        expected.status().name(),
        expected.alerts().orElse(List.of()).stream().map(CaseResult::text).toList());
  }

  private static String line(Duration at, String receiver, String status, List<String> alerts) {
    String shown = alerts.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return "%s: %s %s %s%s"
        .formatted(
            Durations.text(at),
            receiver,
            lower(status),
            shown,
            alerts.size() > SHOWN ? " and " + (alerts.size() - SHOWN) + " more" : "");
  }

  private static String text(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
        .sorted()
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
