package io.vigia.agent.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DepartureTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Self SELF = new Self("default", "web-1", ZoneOffset.UTC, "http://web-1/");
  private static final Target SHOP = shop("http://10.0.0.1:8080/");
  private static final Map<String, Condition> DOWN = Map.of("shop", new Down(NOON, "Timeout"));

  @Test
  void shouldEndWhatFiresForATargetThatIsNoLongerConfigured() {
    var departure = departure(DOWN, List.of());
    Alert end = departure.ends().get("shop");
    assertEquals(Set.of("shop"), departure.gone());
    assertEquals(Status.RESOLVED, end.status());
    assertEquals("shop is no longer watched: target removed", end.annotations().get("summary"));
    assertEquals(firing().episode(), end.episode());
    assertEquals(NOON.plusSeconds(60), end.endsAt());
  }

  @Test
  void shouldKeepWhatIsStillConfigured() {
    var departure = departure(DOWN, List.of(SHOP));
    assertEquals(Set.of(), departure.gone());
    assertEquals(Map.of(), departure.ends());
  }

  @Test
  void shouldEndAndJudgeAnewWhatIsKnownByOtherLabelsNow() {
    var departure = departure(DOWN, List.of(shop("http://10.0.0.2:8080/")));
    assertEquals(Set.of("shop"), departure.gone());
    assertEquals("10.0.0.1:8080", departure.ends().get("shop").labels().get("instance"));
  }

  @Test
  void shouldForgetQuietlyWhatDidNotFire() {
    var departure =
        Departure.of(
            Map.of("a", new Up(), "b", new Failing(NOON, 1)),
            Map.of(),
            List.of(SHOP),
            SELF,
            NOON.plusSeconds(60));
    assertEquals(Set.of("a", "b"), departure.gone());
    assertEquals(Map.of(), departure.ends());
  }

  private static Departure departure(Map<String, Condition> states, List<Target> targets) {
    return Departure.of(states, Map.of("shop", firing()), targets, SELF, NOON.plusSeconds(60));
  }

  private static Alert firing() {
    var seen =
        new Seen(
            1,
            NOON,
            NOON,
            Duration.ofSeconds(10),
            Map.of(SHOP, Finding.unwell(Duration.ZERO, "Timeout")),
            new Heartbeat.Host(1, 2, 3, 4));
    return Round.of(seen, Map.of(), 1, SELF).alerts().get("shop");
  }

  private static Target shop(String url) {
    return new Target(
        "shop",
        "shop",
        URI.create(url),
        Map.of(),
        "ServiceDown",
        "critical",
        Optional.empty(),
        Optional.empty());
  }
}
