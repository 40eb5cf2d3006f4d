package io.vigia.router.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.router.agent.Liveness.Alive;
import io.vigia.router.agent.Liveness.Change;
import io.vigia.router.agent.Liveness.Heard;
import io.vigia.router.agent.Liveness.Silent;
import io.vigia.router.agent.Liveness.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LivenessTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Tolerance TOLERANCE =
      new Tolerance(3, Duration.ofSeconds(30), Duration.ofDays(30));

  @Test
  void shouldBearThreeIntervalsButAtLeastHalfAMinute() {
    assertEquals(Duration.ofSeconds(30), TOLERANCE.deadline(Duration.ofSeconds(1)));
    assertEquals(Duration.ofSeconds(180), TOLERANCE.deadline(Duration.ofMinutes(1)));
  }

  @Test
  void shouldNotLetASenselessIntervalMakeAnAgentImmortal() {
    assertEquals(Duration.ofDays(3), TOLERANCE.deadline(Duration.ofSeconds(Long.MAX_VALUE)));
    assertEquals(Duration.ofSeconds(30), TOLERANCE.deadline(Duration.ofSeconds(Long.MIN_VALUE)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Tolerance(0, Duration.ofSeconds(30), Duration.ofDays(30)));
  }

  @Test
  void shouldFallSilentAtTheDeadlineAndNotBefore() {
    assertEquals(new Step(new Alive(), Optional.empty()), tick(new Alive(), NOON, 29));
    assertEquals(
        new Step(new Silent(NOON), Optional.of(Change.FELL_SILENT)), tick(new Alive(), NOON, 30));
  }

  @Test
  void shouldStaySilentUntilAnotherHeartbeatIsStored() {
    var silent = new Silent(NOON);
    assertEquals(new Step(silent, Optional.empty()), tick(silent, NOON, 3600));
    assertEquals(
        new Step(new Alive(), Optional.of(Change.REPORTS_AGAIN)),
        tick(silent, NOON.plusSeconds(3600), 0));
    assertEquals(
        Optional.of(Change.REPORTS_AGAIN),
        tick(silent, NOON.minusSeconds(60), 0).change(),
        "our own clock was set back");
  }

  @Test
  void shouldForgetWhatIsSilentForLongerThanAnythingIsKept() {
    Instant longAgo = NOON.minus(Duration.ofDays(31));
    assertEquals(Optional.of(Change.FORGOTTEN), tick(new Silent(longAgo), longAgo, 9).change());
  }

  @Test
  void shouldTellOneEpisodeFromItsBeginToItsEnd() {
    Alert firing = alert(new Alive(), NOON, Change.FELL_SILENT);
    Alert back = alert(new Silent(NOON), NOON.plusSeconds(90), Change.REPORTS_AGAIN);
    Alert gone = alert(new Silent(NOON), NOON, Change.FORGOTTEN);
    assertEquals(Status.FIRING, firing.status());
    assertEquals("agent web-1 is silent", firing.annotations().get("summary"));
    assertEquals(
        "Its last heartbeat came at 2026-11-21T12:00:00Z; one is expected every PT10S."
            + " What it watches is unseen.",
        firing.annotations().get("description"));
    assertEquals(Status.RESOLVED, back.status());
    assertEquals(Status.RESOLVED, gone.status());
    assertEquals(firing.episode(), back.episode());
    assertEquals(firing.episode(), gone.episode());
  }

  private static Step tick(Liveness now, Instant heardAt, long secondsAgo) {
    return now.tick(heard(heardAt, secondsAgo), TOLERANCE, NOON.plusSeconds(7200));
  }

  private static Heard heard(Instant at, long secondsAgo) {
    return new Heard(at, Duration.ofSeconds(secondsAgo), Duration.ofSeconds(10));
  }

  private static Alert alert(Liveness liveness, Instant heardAt, Change change) {
    var agent =
        new Watched(
            "default",
            "web-1",
            Optional.empty(),
            liveness,
            heard(heardAt, 40),
            false,
            Optional.empty());
    return new AgentAlert(NOON.plusSeconds(100), "http://127.0.0.1:8080/api/v1/agents")
        .of(new Watched.Turn(agent, change))
        .get(0);
  }
}
