package io.vigia.router.escalate;

import static io.vigia.router.Alerts.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.router.escalate.EscalationPlan.Reason;
import io.vigia.router.escalate.EscalationPlan.Situation;
import io.vigia.router.escalate.EscalationPlan.Timer;
import io.vigia.router.route.Escalation;
import io.vigia.router.route.Escalation.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EscalationPlanTest {

  private static final Escalation TWO_STEPS =
      escalation(step(900, "lead", null), step(1800, "boss", null));
  private static final Situation FIRING =
      new Situation(Optional.of(at(0)), Optional.empty(), false);

  @Test
  void shouldTellTheFirstStepsReceiverWhenItsTimeIsOver() {
    var plan = plan(timer(0, 900), FIRING, TWO_STEPS, 900);
    assertEquals(Reason.ESCALATED, plan.reason());
    assertEquals("lead", plan.step().orElseThrow().receiver());
    assertEquals(1, plan.next().orElseThrow().step());
    assertEquals(Optional.of(at(1800)), plan.next().orElseThrow().lookAt());
  }

  @Test
  void shouldWaitUntilThen() {
    var plan = plan(timer(0, 900), FIRING, TWO_STEPS, 899);
    assertEquals(Reason.NOT_YET, plan.reason());
    assertTrue(plan.step().isEmpty());
    assertEquals(Optional.of(at(900)), plan.next().orElseThrow().lookAt());
  }

  @Test
  void shouldTellTheLastStepOnceAndThenWaitForTheEnd() {
    var told = plan(timer(1, 1800), FIRING, TWO_STEPS, 1800);
    assertEquals("boss", told.step().orElseThrow().receiver());
    Timer after = told.next().orElseThrow();
    assertEquals(Optional.empty(), after.lookAt());
    assertEquals(Reason.NO_STEP_LEFT, plan(after, FIRING, TWO_STEPS, 9000).reason());
  }

  @Test
  void shouldRepeatTheLastStepThatSaysSo() {
    var repeating = escalation(step(900, "lead", null), step(1800, "boss", Duration.ofMinutes(10)));
    var told = plan(timer(1, 1800), FIRING, repeating, 1800);
    Timer after = told.next().orElseThrow();
    assertEquals(Optional.of(at(2400)), after.lookAt());
    assertEquals("boss", plan(after, FIRING, repeating, 2400).step().orElseThrow().receiver());
  }

  @Test
  void shouldHoldWhileSomebodyHasTakenItOnAndThenGoOnStepByStep() {
    var acknowledged = new Situation(Optional.of(at(0)), Optional.of(at(5000)), false);
    var held = plan(timer(0, 900), acknowledged, TWO_STEPS, 900);
    assertEquals(Reason.ACKNOWLEDGED, held.reason());
    assertTrue(held.step().isEmpty());
    Timer waiting = held.next().orElseThrow();
    assertEquals(Optional.of(at(5000)), waiting.lookAt());
    var after = plan(waiting, FIRING, TWO_STEPS, 5000);
    assertEquals("lead", after.step().orElseThrow().receiver());
    assertEquals(Optional.of(at(5900)), after.next().orElseThrow().lookAt());
  }

  @Test
  void shouldNotBringAStepForwardWhenSomebodyLetsGo() {
    var plan = plan(timer(0, 900), FIRING, TWO_STEPS, 60);
    assertEquals(Reason.NOT_YET, plan.reason());
    assertEquals(Optional.of(at(900)), plan.next().orElseThrow().lookAt());
  }

  @Test
  void shouldHoldWhileItIsSilencedOrInhibited() {
    var muted = new Situation(Optional.of(at(0)), Optional.empty(), true);
    var plan = plan(timer(0, 900), muted, TWO_STEPS, 900);
    assertEquals(Reason.MUTED, plan.reason());
    assertEquals(
        Optional.of(at(900).plus(EscalationPlan.MUTED_FOR)), plan.next().orElseThrow().lookAt());
  }

  @Test
  void shouldEndWithTheAlert() {
    var ended = new Situation(Optional.empty(), Optional.empty(), false);
    var plan = plan(timer(1, 1800), ended, TWO_STEPS, 1000);
    assertEquals(Reason.ENDED, plan.reason());
    assertTrue(plan.next().isEmpty());
  }

  @Test
  void shouldStartAnewWithAnotherEpisodeButOweWhoWasToldTheEnd() {
    var anew = new Situation(Optional.of(at(1000)), Optional.empty(), false);
    var untold = plan(timer(0, 900), anew, TWO_STEPS, 1000);
    assertEquals(Reason.NEW_EPISODE, untold.reason());
    assertTrue(untold.next().isEmpty());
    var told = plan(timer(1, 1800), anew, TWO_STEPS, 1800);
    assertEquals(Reason.NEW_EPISODE, told.reason());
    assertTrue(told.next().orElseThrow().told());
    assertTrue(told.next().orElseThrow().lookAt().isEmpty());
  }

  @Test
  void shouldGoOnWithAnEpisodeThatBeganEarlierThanWasKnown() {
    var earlier = new Situation(Optional.of(at(-60)), Optional.empty(), false);
    assertEquals(Reason.ESCALATED, plan(timer(0, 900), earlier, TWO_STEPS, 900).reason());
  }

  @Test
  void shouldForgetWhatIsNoLongerConfigured() {
    var plan = EscalationPlan.of(timer(0, 900), FIRING, Optional.empty(), at(900));
    assertEquals(Reason.NOT_CONFIGURED, plan.reason());
    assertTrue(plan.next().isEmpty());
  }

  private static EscalationPlan plan(
      Timer timer, Situation situation, Escalation escalation, long now) {
    return EscalationPlan.of(timer, situation, Optional.of(escalation), at(now));
  }

  private static Timer timer(int step, long due) {
    Optional<Instant> at = Optional.of(at(due));
    return new Timer(at(0), step, at, at, step > 0);
  }

  private static Escalation escalation(Step... steps) {
    return new Escalation("on call", List.of(), List.of(steps));
  }

  private static Step step(long after, String receiver, Duration repeat) {
    return new Step(Duration.ofSeconds(after), receiver, Optional.ofNullable(repeat));
  }
}
