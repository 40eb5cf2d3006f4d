package io.vigia.remediation.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.remediation.guard.Circumstances.Past;
import io.vigia.remediation.runbook.Runbook;
import io.vigia.remediation.runbook.Runbook.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardsTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Circumstances QUIET =
      new Circumstances(Optional.empty(), Optional.empty(), List.of());

  private final GuardChain chain =
      new GuardChain(List.of(new CoolDownGuard(), new StillFiringGuard(), new KillSwitchGuard()));

  @Test
  void shouldAllowWhenNothingSpeaksAgainstIt() {
    assertEquals(Optional.empty(), code(QUIET, "db"));
  }

  @Test
  void shouldDenyEverythingWhileTheKillSwitchIsOn() {
    var stopped =
        new Circumstances(Optional.of("on since noon: audit"), Optional.empty(), List.of());
    assertEquals(Optional.of("kill-switch"), code(stopped, "db"));
  }

  @Test
  void shouldDenyWhatHasEndedByItself() {
    var ended = new Circumstances(Optional.empty(), Optional.of(NOON), List.of());
    assertEquals(Optional.of("still-firing"), code(ended, "db"));
  }

  @Test
  void shouldDenyTheSameTargetWithinTheCoolDown() {
    assertEquals(Optional.of("cool-down"), code(ran("restart", "db", 299), "db"));
    assertEquals(Optional.empty(), code(ran("restart", "db", 300), "db"), "after it");
    assertEquals(Optional.empty(), code(ran("restart", "web", 10), "db"), "another target");
    assertEquals(Optional.empty(), code(ran("scale", "db", 10), "db"), "another runbook");
  }

  private static Circumstances ran(String runbook, String target, long secondsAgo) {
    return new Circumstances(
        Optional.empty(),
        Optional.empty(),
        List.of(new Past(runbook, target, NOON.minusSeconds(secondsAgo), "succeeded")));
  }

  private Optional<String> code(Circumstances circumstances, String target) {
    var runbook =
        new Runbook(
            "restart",
            "",
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(new Part("cool-down", new CoolDownGuard.Settings(Duration.ofMinutes(5)))));
    return chain.check(runbook, target, circumstances, NOON).map(Denial::code);
  }
}
