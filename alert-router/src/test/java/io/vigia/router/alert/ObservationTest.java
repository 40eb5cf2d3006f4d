package io.vigia.router.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.router.Alerts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservationTest {

  @Test
  void shouldTellContentsApart() {
    Alert alert = Alerts.firing("checkout", 0, 0);
    long digest = of(alert).digest();
    assertEquals(digest, of(Alerts.firing("checkout", 0, 60)).digest(), "times do not count");
    assertEquals(digest, of(Alerts.firing("search", 0, 0)).digest(), "labels are the key's");
    assertNotEquals(digest, of(annotated(alert, Map.of("summary", "slow"))).digest());
    assertNotEquals(
        of(annotated(alert, Map.of("a", "b"))).digest(),
        of(annotated(alert, Map.of("b", "a"))).digest());
    assertNotEquals(digest, Observation.of(alert, 2, Alerts.at(0)).digest(), "another routing");
  }

  @Test
  void shouldTakeTheLastOfWhatSaysTheSame() {
    var steady =
        Observation.steady(
            List.of(of(Alerts.firing("checkout", 0, 1)), of(Alerts.firing("checkout", 0, 2))));
    assertEquals(List.of(Alerts.at(2)), steady.stream().map(s -> s.alert().observedAt()).toList());
  }

  @Test
  void shouldTakeTheLongWayForWhatChanges() {
    Alert first = Alerts.firing("checkout", 0, 1);
    for (Alert second :
        List.of(
            Alerts.resolved("checkout", 0, 2),
            Alerts.firing("checkout", 2, 2),
            Alerts.firing("checkout", 0, 0),
            annotated(Alerts.firing("checkout", 0, 2), Map.of("summary", "slow")))) {
      assertEquals(
          List.of(), Observation.steady(List.of(of(first), of(second))), second.toString());
      assertEquals(
          List.of(),
          Observation.steady(List.of(of(first), of(second), of(first))),
          "and also when it says the first again");
    }
    assertEquals(List.of(), Observation.steady(List.of(of(Alerts.resolved("checkout", 0, 2)))));
  }

  @Test
  void shouldNotBelieveAClockThatIsAhead() {
    assertEquals(Alerts.at(0), of(Alerts.firing("checkout", 0, 600)).alert().observedAt());
  }

  private static Observation of(Alert alert) {
    return Observation.of(alert, 1, Alerts.at(0));
  }

  private static Alert annotated(Alert alert, Map<String, String> annotations) {
    return new Alert(
        alert.tenant(),
        Status.FIRING,
        alert.labels(),
        annotations,
        alert.startsAt(),
        alert.endsAt(),
        alert.observedAt(),
        alert.value(),
        alert.source(),
        alert.generatorURL(),
        alert.remediation());
  }
}
