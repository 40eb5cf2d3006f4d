package io.vigia.router.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vigia.router.push.Job.Down;
import io.vigia.router.push.Job.Step;
import io.vigia.router.push.Ping.Kind;
import io.vigia.router.push.Ping.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Schedule HOURLY =
      new Schedule(Duration.ofHours(1), null, "UTC", Duration.ofMinutes(5), Duration.ofMinutes(20));
  private static final Schedule NIGHTLY =
      new Schedule(null, "30 2 * * *", "America/Lima", Duration.ofMinutes(10), Duration.ofHours(2));

  @Test
  void shouldBeMissedOneIntervalAndItsGraceAfterItsLastReport() {
    Job job = Job.fresh(HOURLY, NOON);
    assertEquals(NOON.plusSeconds(65 * 60), job.due(Instant.MIN));
    Step missed = job.overdue(NOON.plusSeconds(65 * 60));
    assertEquals(Optional.of(Down.MISSED), missed.begun());
    Step back = missed.next().ping(Kind.SUCCESS, NOON.plusSeconds(70 * 60), false);
    assertEquals(Optional.of(Down.MISSED), back.ended());
    assertEquals(NOON.plusSeconds(135 * 60), back.next().due(Instant.MIN));
  }

  @Test
  void shouldKnowCrontabsTimesInTheirZone() {
    Job job = Job.fresh(NIGHTLY, NOON);
    assertEquals(Instant.parse("2026-11-22T07:40:00Z"), job.due(Instant.MIN));
    Instant ran = Instant.parse("2026-11-22T07:35:00Z");
    assertEquals(
        Instant.parse("2026-11-23T07:40:00Z"),
        job.ping(Kind.SUCCESS, ran, false).next().due(Instant.MIN));
  }

  @Test
  void shouldTellAFailureAtOnceAndItsEndWithTheNextSuccess() {
    Step failed = Job.fresh(HOURLY, NOON).ping(Kind.FAIL, NOON.plusSeconds(60), false);
    assertEquals(Optional.of(Down.FAILED), failed.begun());
    Step again = failed.next().ping(Kind.FAIL, NOON.plusSeconds(120), false);
    assertEquals(Optional.empty(), again.begun(), "it is told already");
    assertEquals(failed.next().downSince(), again.next().downSince());
    Step well = again.next().ping(Kind.SUCCESS, NOON.plusSeconds(180), false);
    assertEquals(Optional.of(Down.FAILED), well.ended());
  }

  @Test
  void shouldGoFromMissedToFailed() {
    Step missed = Job.fresh(HOURLY, NOON).overdue(NOON.plusSeconds(4000));
    Step failed = missed.next().ping(Kind.FAIL, NOON.plusSeconds(4100), false);
    assertEquals(Optional.of(Down.MISSED), failed.ended());
    assertEquals(Optional.of(Down.FAILED), failed.begun());
  }

  @Test
  void shouldMeasureARunAndTellOneThatNeverEnds() {
    Job running = Job.fresh(HOURLY, NOON).ping(Kind.START, NOON.plusSeconds(10), false).next();
    assertEquals(NOON.plusSeconds(10 + 20 * 60), running.due(Instant.MIN));
    Step done = running.ping(Kind.SUCCESS, NOON.plusSeconds(100), false);
    assertEquals(Optional.of(Duration.ofSeconds(90)), done.next().duration());
    assertEquals(Optional.of(Down.OVERRUN), running.overdue(NOON.plusSeconds(1300)).begun());
  }

  @Test
  void shouldMissAJobThatOnlyStarts() {
    var daylong =
        new Schedule(Duration.ofHours(1), null, "UTC", Duration.ofMinutes(5), Duration.ofHours(24));
    Instant last = NOON.plus(Duration.ofMinutes(65)).plus(Duration.ofHours(24));
    Job job = Job.fresh(daylong, NOON);
    for (int hour = 0; hour < 25; hour++) {
      job = job.ping(Kind.START, NOON.plus(Duration.ofHours(hour)), false).next();
    }
    assertEquals(last, job.due(Instant.MIN));
    assertEquals(Optional.of(Down.MISSED), job.overdue(last).begun());
  }

  @Test
  void shouldSayNothingOfAFailureInMaintenance() {
    Step held = Job.fresh(HOURLY, NOON).ping(Kind.FAIL, NOON.plusSeconds(60), true);
    assertEquals(Optional.empty(), held.begun());
    assertEquals(NOON.plusSeconds(60), held.next().countsFrom());
  }

  @Test
  void shouldNotMissAReportThatMayHaveBeenLostWhileNobodyListened() {
    Job job = Job.fresh(HOURLY, NOON);
    Instant before = NOON.plusSeconds(30 * 60);
    assertEquals(NOON.plusSeconds(65 * 60), job.due(before), "it was not expected yet");
    Instant after = NOON.plusSeconds(62 * 60);
    assertEquals(after.plusSeconds(65 * 60), job.due(after));
    assertEquals(
        Instant.parse("2026-11-23T07:40:00Z"),
        Job.fresh(NIGHTLY, NOON).due(Instant.parse("2026-11-22T07:31:00Z")));
  }

  @Test
  void shouldReadPushAddresses() {
    String token = "a".repeat(43);
    assertEquals(
        Optional.of(new Target(token, Kind.SUCCESS, Optional.empty())),
        Target.of("/push/" + token));
    assertEquals(
        Optional.of(new Target(token, Kind.START, Optional.empty())),
        Target.of("/push/" + token + "/start"));
    assertEquals(
        Optional.of(new Target(token, Kind.FAIL, Optional.empty())),
        Target.of("/push/" + token + "/fail"));
    assertEquals(
        Optional.of(new Target(token, Kind.SUCCESS, Optional.of(0))),
        Target.of("/push/" + token + "/0"));
    assertEquals(
        Optional.of(new Target(token, Kind.FAIL, Optional.of(255))),
        Target.of("/push/" + token + "/255"));
    assertEquals(Optional.empty(), Target.of("/push/" + token + "/256"));
    assertEquals(Optional.empty(), Target.of("/push/" + token + "/stop"));
    assertEquals(Optional.empty(), Target.of("/push/"));
  }

  @Test
  void shouldRefuseSchedulesThatMakeNoSense() {
    assertEquals("every", field(null, null, "UTC"));
    assertEquals("every", field(Duration.ZERO, null, "UTC"));
    assertEquals("every", field(Duration.ofDays(4000), null, "UTC"));
    assertEquals("cron", field(null, "every day", "UTC"));
    assertEquals("cron", field(null, "99 * * * *", "UTC"));
    assertEquals("zone", field(null, "0 2 * * *", "Mars"));
  }

  private static String field(Duration every, String cron, String zone) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> new Schedule(every, cron, zone, Duration.ofMinutes(1), Duration.ofMinutes(1)))
        .getMessage()
        .split(":")[0];
  }
}
