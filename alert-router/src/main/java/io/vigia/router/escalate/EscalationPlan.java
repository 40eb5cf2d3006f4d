package io.vigia.router.escalate;

import io.vigia.router.route.Escalation;
import io.vigia.router.route.Escalation.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the timer of an escalation should do for one alert now. A decision: no clock, no I/O.
 *
 * @param step to be told now; empty otherwise
 * @param next the timer afterwards; empty when it goes, because nothing is left to say
 */
record EscalationPlan(Reason reason, Optional<Step> step, Optional<Timer> next) {

  /** How often to look whether a silence or an inhibition is over. */
  static final Duration MUTED_FOR = Duration.ofSeconds(30);

  /** Why somebody else is told, or why not. */
  enum Reason {
    ESCALATED,
    /** The alert ended: who was told of it hears so. */
    ENDED,
    /** It fires anew and has not been told yet: the time runs when it is. */
    NEW_EPISODE,
    ACKNOWLEDGED,
    MUTED,
    NOT_YET,
    NO_STEP_LEFT,
    /** A reload took the escalation away, or its matchers no longer take the alert. */
    NOT_CONFIGURED
  }

  /**
   * @param startsAt of the episode
   * @param step the next one, counted from 0
   * @param stepAt when it is due; empty when none is left
   * @param lookAt when to look again
   * @param told whether anybody has been told, and so must hear of the end
   */
  record Timer(
      Instant startsAt,
      int step,
      Optional<Instant> stepAt,
      Optional<Instant> lookAt,
      boolean told) {

    private Timer lookingAt(Optional<Instant> time) {
      return new Timer(startsAt, step, stepAt, time, told);
    }

    private Optional<Timer> whileTold() {
      return told
          ? Optional.of(new Timer(startsAt, step, Optional.empty(), Optional.empty(), true))
          : Optional.empty();
    }
  }

  /**
   * What is known of the alert.
   *
   * @param firingSince empty when it has ended
   * @param acknowledgedUntil empty when nobody has taken it on
   * @param muted silenced or inhibited
   */
  record Situation(
      Optional<Instant> firingSince, Optional<Instant> acknowledgedUntil, boolean muted) {}

  /**
   * @param escalation that is for the alert by the configuration in force, if one is
   */
  static EscalationPlan of(
      Timer timer, Situation situation, Optional<Escalation> escalation, Instant now) {
    if (situation.firingSince().isEmpty()) {
      return hold(Reason.ENDED, Optional.empty());
    }
    if (situation.firingSince().get().isAfter(timer.startsAt())) {
      return hold(Reason.NEW_EPISODE, timer.whileTold());
    }
    if (escalation.isEmpty()) {
      return hold(Reason.NOT_CONFIGURED, timer.whileTold());
    }
    if (timer.stepAt().isEmpty() || timer.step() >= escalation.get().steps().size()) {
      return hold(Reason.NO_STEP_LEFT, timer.whileTold());
    }
    if (timer.stepAt().get().isAfter(now)) {
      return hold(Reason.NOT_YET, Optional.of(timer.lookingAt(timer.stepAt())));
    }
    if (situation.acknowledgedUntil().isPresent()) {
      return hold(Reason.ACKNOWLEDGED, Optional.of(timer.lookingAt(situation.acknowledgedUntil())));
    }
    if (situation.muted()) {
      return hold(Reason.MUTED, Optional.of(timer.lookingAt(Optional.of(now.plus(MUTED_FOR)))));
    }
    Step step = escalation.get().steps().get(timer.step());
    return new EscalationPlan(
        Reason.ESCALATED, Optional.of(step), Optional.of(after(timer, escalation.get(), now)));
  }

  /**
   * The next step comes as long after this one as the configuration says, also when this one was
   * held: a step that waited for an acknowledgement to expire does not bring all the others at
   * once.
   */
  private static Timer after(Timer timer, Escalation escalation, Instant now) {
    int step = timer.step();
    boolean last = step + 1 == escalation.steps().size();
    Optional<Instant> due =
        last
            ? escalation.steps().get(step).repeat().map(now::plus)
            : Optional.of(now.plus(distance(escalation, step)));
    return new Timer(timer.startsAt(), last && due.isPresent() ? step : step + 1, due, due, true);
  }

  private static Duration distance(Escalation escalation, int step) {
    return escalation.steps().get(step + 1).after().minus(escalation.steps().get(step).after());
  }

  private static EscalationPlan hold(Reason reason, Optional<Timer> next) {
    return new EscalationPlan(reason, Optional.empty(), next);
  }
}
