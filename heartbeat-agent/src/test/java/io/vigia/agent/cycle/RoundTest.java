package io.vigia.agent.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.agent.cycle.Round.Seen;
import io.vigia.agent.cycle.Round.Self;
import io.vigia.agent.debounce.Condition;
import io.vigia.agent.debounce.Condition.Down;
import io.vigia.agent.debounce.Condition.Failing;
import io.vigia.agent.debounce.Condition.Up;
import io.vigia.agent.probe.Finding;
import io.vigia.agent.target.Target;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Heartbeat;
import io.vigia.contracts.Measurement;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Self SELF =
      new Self("default", "web-1", ZoneId.of("America/Lima"), "http://web-1/");
  private static final Finding GOOD = Finding.well(Duration.ofMillis(12));
  private static final Finding BAD = Finding.unwell(Duration.ofMillis(1), "Connection refused");
  private static final Target LIVE =
      new Target(
          "shop",
          "shop",
          URI.create("http://10.0.0.1:8080/live"),
          Map.of("X-API-Key", "secret"),
          "ServiceDown",
          "critical",
          Optional.of("restart-service"),
          Optional.empty());
  private static final Target READY =
      new Target(
          "shop/ready",
          "shop",
          URI.create("http://10.0.0.1:8080/ready"),
          Map.of(),
          "ServiceNotReady",
          "warning",
          Optional.empty(),
          Optional.of("shop"));

  @Test
  void shouldAlertWithWhatTheAgentWants() {
    Round round = round(Map.of(LIVE, BAD), Map.of("shop", new Failing(NOON.minusSeconds(10), 1)));
    Alert alert = alerts(round).get(0);
    assertEquals(Status.FIRING, alert.status());
    assertEquals(NOON.minusSeconds(10), alert.startsAt());
    assertEquals("10.0.0.1:8080", alert.labels().get("instance"));
    assertEquals("shop is down: Connection refused", alert.annotations().get("summary"));
    assertTrue(alert.annotations().get("description").contains("06:59:50"), "in the zone set");
    assertEquals(new Alert.Remediation("restart-service", "shop"), alert.remediation());
    assertTrue(!alert.toString().contains("secret"));
  }

  @Test
  void shouldResolveTheSameEpisode() {
    Instant since = NOON.minusSeconds(30);
    Round down = round(Map.of(LIVE, BAD), Map.of("shop", new Failing(since, 1)));
    Round up = round(Map.of(LIVE, GOOD), Map.of("shop", new Down(since, "x")));
    Alert ended = alerts(up).get(0);
    assertEquals(Status.RESOLVED, ended.status());
    assertEquals(alerts(down).get(0).episode(), ended.episode());
    assertEquals("shop is back, 12 ms", ended.annotations().get("summary"));
  }

  @Test
  void shouldNotJudgeReadinessWhileTheServiceIsDead() {
    Condition before = new Failing(NOON.minusSeconds(10), 1);
    Round round =
        round(Map.of(LIVE, BAD, READY, BAD), Map.of("shop", new Up(), "shop/ready", before));
    assertEquals(List.of(), alerts(round));
    assertEquals(before, round.states().get("shop/ready"));
  }

  @Test
  void shouldMeasureWhatAnswersAndTheMachine() {
    Round round = round(Map.of(LIVE, GOOD, READY, BAD), Map.of());
    var metrics =
        round.events().stream()
            .filter(Measurement.class::isInstance)
            .map(e -> ((Measurement) e).service() + " " + ((Measurement) e).metric())
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "host:web-1 cpu_percent",
            "host:web-1 disk_percent",
            "host:web-1 memory_percent",
            "shop probe_latency_ms"),
        metrics);
  }

  @Test
  void shouldTellEveryCycle() {
    Heartbeat heartbeat = round(Map.of(LIVE, BAD), Map.of()).heartbeat();
    assertEquals(7, heartbeat.sequence());
    assertEquals(Duration.ofMillis(300), heartbeat.cycleDuration());
    assertEquals("Connection refused", heartbeat.services().get(0).reason());
  }

  @Test
  void shouldAlignToTheClock() {
    var ten = Duration.ofSeconds(10);
    assertEquals(NOON.plusSeconds(10), Alignment.next(NOON, ten));
    assertEquals(NOON.plusSeconds(10), Alignment.next(NOON.plusMillis(9999), ten));
    assertEquals(NOON.plusSeconds(20), Alignment.next(NOON.plusMillis(10000), ten));
  }

  private static List<Alert> alerts(Round round) {
    return round.events().stream().filter(Alert.class::isInstance).map(Alert.class::cast).toList();
  }

  private static Round round(Map<Target, Finding> findings, Map<String, Condition> before) {
    var host = new Heartbeat.Host(1, 2, 3, 4);
    return Round.of(
        new Seen(7, NOON, NOON.plusMillis(300), Duration.ofSeconds(10), findings, host),
        before,
        2,
        SELF);
  }
}
