package io.vigia.router.push;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is believed of a job that reports by a URL. Pure: no clock, no I/O.
 *
 * @param countsFrom its last report, or when it was made or resumed
 * @param startedAt when it said that it starts, until it says how it went
 * @param duration of its last run
 * @param downSince since when it is down
 */
record Job(
    Schedule schedule,
    Instant countsFrom,
    Optional<Instant> startedAt,
    Optional<Duration> duration,
    Optional<Down> down,
    Optional<Instant> downSince) {

  /** What is wrong with it; names an alert. */
  enum Down {
    MISSED("JobMissed"),
    FAILED("JobFailed"),
    OVERRUN("JobOverrun");

    private final String alertname;

    Down(String alertname) {
      this.alertname = alertname;
    }

    String alertname() {
      return alertname;
    }
  }

  /**
   * The job after something happened.
   *
   * @param ended the alert that is over, if one is
   * @param begun the one that begins, if one does
   */
  record Step(Job next, Optional<Down> ended, Optional<Down> begun) {}

  static Job fresh(Schedule schedule, Instant now) {
    return new Job(
        schedule, now, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * @param held whether a maintenance window is in force: then no failure is told
   */
  Step ping(Ping.Kind kind, Instant now, boolean held) {
    return switch (kind) {
      case START ->
          new Step(
              new Job(schedule, countsFrom, Optional.of(now), duration, down, downSince),
              Optional.empty(),
              Optional.empty());
      case SUCCESS ->
          new Step(
              new Job(
                  schedule, now, Optional.empty(), ran(now), Optional.empty(), Optional.empty()),
              down,
              Optional.empty());
      case FAIL -> held ? reported(now) : fell(Down.FAILED, now, ran(now));
    };
  }

  private Step reported(Instant now) {
    return new Step(
        new Job(schedule, now, Optional.empty(), ran(now), down, downSince),
        Optional.empty(),
        Optional.empty());
  }

  private Step fell(Down why, Instant now, Optional<Duration> ran) {
    if (down.equals(Optional.of(why))) {
      return new Step(
          new Job(schedule, now, Optional.empty(), ran, down, downSince),
          Optional.empty(),
          Optional.empty());
    }
    return new Step(
        new Job(schedule, now, Optional.empty(), ran, Optional.of(why), Optional.of(now)),
        down,
        Optional.of(why));
  }

  private Optional<Duration> ran(Instant now) {
    return startedAt.map(start -> Duration.between(start, now)).or(() -> duration);
  }

  /**
   * When it is missed, or has run for too long. One that starts again and again and never says how
   * it went is missed too.
   *
   * @param heardAgainAt since when reports could come, or count, again: one that was expected
   *     before may have been lost
   */
  Instant due(Instant heardAgainAt) {
    Instant expected = schedule.next(countsFrom);
    Instant missed =
        (heardAgainAt.isAfter(expected) ? schedule.next(heardAgainAt) : expected)
            .plus(schedule.grace());
    return startedAt
        .map(start -> heardAgainAt.isAfter(start) ? heardAgainAt : start)
        .map(from -> (from.isBefore(missed) ? from : missed).plus(schedule.timeout()))
        .orElse(missed);
  }

  /** Its time is up. */
  Step overdue(Instant now) {
    boolean overran =
        startedAt.filter(start -> !start.plus(schedule.timeout()).isAfter(now)).isPresent();
    Down why = overran ? Down.OVERRUN : Down.MISSED;
    return down.isPresent()
        ? new Step(this, Optional.empty(), Optional.empty())
        : new Step(
            new Job(schedule, countsFrom, startedAt, duration, Optional.of(why), Optional.of(now)),
            Optional.empty(),
            Optional.of(why));
  }

  /** From now on, as if it had just reported; what was wrong is forgotten. */
  Step anew(Instant now) {
    return new Step(
        new Job(schedule, now, Optional.empty(), duration, Optional.empty(), Optional.empty()),
        down,
        Optional.empty());
  }
}
