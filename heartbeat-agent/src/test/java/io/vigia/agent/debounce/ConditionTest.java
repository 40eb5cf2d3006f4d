package io.vigia.agent.debounce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vigia.agent.debounce.Condition.Change;
import io.vigia.agent.debounce.Condition.Down;
import io.vigia.agent.debounce.Condition.Failing;
import io.vigia.agent.debounce.Condition.Up;
import io.vigia.agent.probe.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConditionTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Finding GOOD = Finding.well(Duration.ofMillis(5));
  private static final Finding BAD = Finding.unwell(Duration.ofMillis(5), "HTTP 500");

  @Test
  void shouldNotBelieveTheFirstFailure() {
    var step = new Up().on(BAD, NOON, 2);
    assertEquals(new Failing(NOON, 1), step.next());
    assertEquals(Optional.empty(), step.change());
  }

  @Test
  void shouldGoDownAtTheThresholdWithTheTimeOfTheFirstFailure() {
    var step = new Failing(NOON, 1).on(BAD, NOON.plusSeconds(10), 2);
    assertEquals(new Down(NOON, "HTTP 500"), step.next());
    assertEquals(Optional.of(new Change.WentDown(NOON, "HTTP 500", 2)), step.change());
  }

  @Test
  void shouldGoDownAtOnceWithAThresholdOfOne() {
    assertInstanceOf(Down.class, new Up().on(BAD, NOON, 1).next());
  }

  @Test
  void shouldSayNothingMoreWhileItIsDown() {
    var down = new Down(NOON, "HTTP 500");
    var step = down.on(Finding.unwell(Duration.ZERO, "Timeout"), NOON.plusSeconds(20), 2);
    assertEquals(down, step.next());
    assertEquals(Optional.empty(), step.change());
  }

  @Test
  void shouldRecoverWithTheFirstSuccess() {
    var step = new Down(NOON, "HTTP 500").on(GOOD, NOON.plusSeconds(30), 2);
    assertEquals(new Up(), step.next());
    assertEquals(Optional.of(new Change.Recovered(NOON)), step.change());
  }

  @Test
  void shouldForgetAFailureThatNobodyHeardOf() {
    var step = new Failing(NOON, 1).on(GOOD, NOON, 2);
    assertEquals(new Up(), step.next());
    assertEquals(Optional.empty(), step.change());
  }
}
