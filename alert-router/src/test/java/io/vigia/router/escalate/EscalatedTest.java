package io.vigia.router.escalate;

import static io.vigia.router.Alerts.at;
import static io.vigia.router.Alerts.firing;
import static io.vigia.router.Alerts.resolved;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Labels;
import io.vigia.router.escalate.Escalated.Entry;
import io.vigia.router.escalate.Escalated.Telling;
import io.vigia.router.escalate.EscalationPlan.Timer;
import io.vigia.router.route.Escalation;
import io.vigia.router.route.Escalation.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EscalatedTest {

  private static final Escalation ESCALATION =
      new Escalation(
          "on call", List.of(), List.of(new Step(Duration.ofMinutes(1), "lead", Optional.empty())));

  @Test
  void shouldTellAllThatIsDueOfAGroupAtOnce() {
    var told = told(Map.of(), entry(firing("a", 0, 0)), entry(firing("b", 1, 1)));
    assertEquals(Set.of("lead"), told.keySet());
    assertEquals(List.of("a", "b"), services(told.get("lead")));
  }

  @Test
  void shouldTellTheEndToWhomItWasEscalatedWithWhatStillFires() {
    var told =
        told(
            Map.of(firing("b", 1, 1), List.of("lead"), firing("c", 1, 1), List.of("boss")),
            entry(resolved("a", 0, 9), "lead"));
    assertEquals(List.of("b", "a"), services(told.get("lead")));
    assertEquals(Alert.Status.RESOLVED, told.get("lead").alerts().get(1).status());
    assertEquals(Set.of("lead"), told.keySet());
  }

  @Test
  void shouldTellNobodyTheEndOfWhatWasNotEscalated() {
    assertEquals(Map.of(), told(Map.of(), entry(resolved("a", 0, 9))));
  }

  private static Map<String, Telling> told(Map<Alert, List<String>> before, Entry... entries) {
    var due = new Escalated("default", "on call", "{}:{}", Labels.of(Map.of()), List.of(entries));
    return Escalated.tellings(due.decide(Optional.of(ESCALATION), Set.of(), at(60)), before);
  }

  private static Entry entry(Alert alert, String... told) {
    var due = Optional.of(at(60));
    return new Entry(
        alert.labels().fingerprint(),
        new Timer(alert.startsAt(), told.length, due, due, told.length > 0),
        List.of(told),
        Optional.of(alert),
        Optional.empty());
  }

  private static List<String> services(Telling telling) {
    return telling.alerts().stream().map(alert -> alert.labels().get("service")).toList();
  }
}
