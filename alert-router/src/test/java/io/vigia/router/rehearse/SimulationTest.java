package io.vigia.router.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.router.route.OfflineRoutingMapper;
import io.vigia.router.route.Routing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(1));

  @Test
  void shouldBringADayOfManyAlertsToItsEnd() {
    var observations = new ArrayList<Alert>();
    for (int i = 0; i < 10_000; i++) {
      Instant begin = START.plusMillis(i * 8_500L);
      observations.add(seen(i % 2_000, begin, begin, Status.FIRING));
      observations.add(seen(i % 2_000, begin, begin.plusSeconds(400), Status.RESOLVED));
    }
    List<Told> told = run(observations, "10s");
    long firing = told.stream().filter(t -> t.status() == Status.FIRING).count();
    assertEquals(10_000, firing);
    assertEquals(10_000, told.size() - firing);
  }

  @Test
  void shouldSleepWhileNothingHappens() {
    var observations = new ArrayList<Alert>();
    for (int i = 0; i < 5_000; i++) {
      observations.add(seen(i, START, START, Status.FIRING));
    }
    // a flush of each group every second would be 432 million of them
    assertEquals(5_000 * 6, run(observations, "1s").size());
  }

  @Test
  void shouldEndAnAlertWhoseSourceVouchesForItNoLonger() {
    Alert alert = seen(1, START, START, Status.FIRING);
    var vouched =
        new Alert(
            "t",
            Status.FIRING,
            alert.labels(),
            Map.of(),
            START,
            START.plusSeconds(95),
            START,
            null,
            "test",
            null,
            null);
    List<Told> told = run(List.of(vouched), "10s");
    assertEquals(
        List.of(START.plusSeconds(30), START.plusSeconds(100)),
        told.stream().map(Told::at).toList());
    assertEquals(Status.RESOLVED, told.get(1).status());
  }

  @Test
  void shouldGiveUpOnWhatIsTooMuch() {
    var observations = new ArrayList<Alert>();
    for (int i = 0; i < 3_000; i++) {
      observations.add(seen(i, START, START.plusSeconds(i * 20L), Status.FIRING));
    }
    Routing routing = routing("group_by: [nothing]", "10s");
    assertThrows(
        Simulation.TooMuch.class,
        () -> Simulation.run(routing, new Timeline(START, END, observations, List.of()), 1_000));
  }

  private static List<Told> run(List<Alert> observations, String interval) {
    return Simulation.run(
        routing("group_by: [n]", interval),
        new Timeline(START, END, observations, List.of()),
        1_000);
  }

  private static Routing routing(String groupBy, String interval) {
    return OfflineRoutingMapper.read(
        "test",
        """
        route: {receiver: all, group_wait: 30s, group_interval: %s, repeat_interval: 4h, %s}
        receivers: [{name: all}]
        """
            .formatted(interval, groupBy),
        Map.of());
  }

  private static Alert seen(int number, Instant begin, Instant at, Status status) {
    return new Alert(
        "t",
        status,
        Labels.of(Map.of("n", String.valueOf(number))),
        Map.of(),
        begin,
        status == Status.RESOLVED ? at : null,
        at,
        null,
        "test",
        null,
        null);
  }
}
