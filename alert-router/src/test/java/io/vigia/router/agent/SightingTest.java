package io.vigia.router.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.contracts.Heartbeat;
import io.vigia.router.agent.Sighting.Reason;
import io.vigia.router.agent.Sighting.Rules;
import io.vigia.router.agent.Sighting.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent with an interval of 10 s, whose deadline is 30 s. */
class SightingTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final Tolerance TOLERANCE =
      new Tolerance(3, Duration.ofSeconds(30), Duration.ofDays(30));

  private Optional<Track> track;

  @BeforeEach
  void forget() {
    track = Optional.empty();
  }

  @Test
  void shouldHearOneHeartbeatAfterTheOther() {
    assertEquals(Reason.FIRST, sees(1, 0, 0));
    assertEquals(Reason.LIVE, sees(2, 10, 10));
    assertEquals(Reason.LIVE, sees(3, 20, 21));
  }

  @Test
  void shouldLearnNothingFromWhatIsRepeatedOrOvertaken() {
    sees(5, 40, 40);
    assertEquals(Reason.STALE, sees(5, 40, 900), "repeated");
    assertEquals(Reason.STALE, sees(4, 30, 41), "overtaken");
    assertEquals(Reason.LIVE, sees(6, 50, 50));
  }

  @Test
  void shouldNotTakeASpoolThatIsSentAgainForASignOfLife() {
    sees(1, 0, 0);
    for (int i = 1; i <= 27; i++) { // all at once, five minutes after the first of them
      assertEquals(Reason.LATE, sees(1 + i, 10 * i, 300 + i * 0.01), "heartbeat " + i);
    }
    assertEquals(Reason.LIVE, sees(29, 280, 300.3), "less than a deadline old");
    assertEquals(Reason.LIVE, sees(31, 300, 301));
    assertEquals(0, track.orElseThrow().skewed());
  }

  @Test
  void shouldGoOnWithAClockThatWasSetBackAndTellSoonThatItIsWrong() {
    sees(1, 0, 0);
    assertEquals(Reason.CLOCK_SET, sees(2, 10 - 3600, 10));
    assertEquals(0, track.orElseThrow().skewed());
    for (int i = 2; i <= 4; i++) {
      assertEquals(Reason.LIVE, sees(1 + i, 10 * i - 3600, 10 * i));
    }
    assertEquals(Sighting.SKEWED, track.orElseThrow().skewed());
    assertEquals(Duration.ofHours(1), track.orElseThrow().offset());
    assertEquals(Reason.LIVE, sees(7, 60, 60), "set right again");
    assertEquals(0, track.orElseThrow().skewed());
  }

  @Test
  void shouldGoOnWithAClockThatIsBehindAfterALongBreak() {
    sees(1, 0, 0);
    assertEquals(Reason.LATE, sees(2, 600, 900), "five minutes behind, or five minutes late");
    assertEquals(Reason.CLOCK_SET, sees(3, 610, 910), "a spool would have come at once");
    assertEquals(Reason.LIVE, sees(4, 620, 920));
  }

  @Test
  void shouldHearAnAgentWhoseClockIsAheadAndNotWhatItRepeats() {
    sees(1, 7200, 0);
    assertEquals(Reason.LIVE, sees(2, 7210, 10));
    assertEquals(Reason.STALE, sees(2, 7210, 500));
    assertEquals(Reason.LIVE, sees(3, 7220, 20));
    assertEquals(Reason.LIVE, sees(4, 7230, 30));
    assertEquals(Sighting.SKEWED, track.orElseThrow().skewed());
    assertTrue(track.orElseThrow().offset().isNegative());
    assertEquals(Reason.CLOCK_SET, sees(1, 40, 40), "its store lost, its clock right");
  }

  @Test
  void shouldHearAnAgentThatLostItsStore() {
    sees(500, 0, 0);
    assertEquals(Reason.LIVE, sees(1, 10, 10));
    assertEquals(Reason.LIVE, sees(2, 20, 20));
  }

  @Test
  void shouldSayNothingOfClocksWhileHeartbeatsWaitWithUs() {
    for (int i = 0; i < 10; i++) {
      Sighting seen =
          Sighting.of(
              track,
              heartbeat(i, 10 * i),
              NOON.plusSeconds(10L * i + 60),
              new Rules(Duration.ofSeconds(30), SKEW, false));
      track = Optional.of(seen.next());
    }
    assertEquals(0, track.orElseThrow().skewed());
  }

  @Test
  void shouldKeepTheNewestOfABatchAndKnowWhetherOneWasASignOfLife() {
    List<Heartbeat> sent =
        List.of(heartbeat(2, 10), heartbeat(3, 20), heartbeat(2, 10), heartbeat(1, 0));
    Batch batch = Batch.of(sent, Map.of(), TOLERANCE, SKEW, true, NOON.plusSeconds(21));
    assertEquals(List.of(Reason.FIRST, Reason.LIVE, Reason.STALE, Reason.STALE), batch.reasons());
    assertEquals(1, batch.rows().size());
    assertEquals(3, batch.rows().get(0).last().sequence());

    var known = Map.of("default/web-1", new Track(3, NOON, Duration.ZERO, Optional.empty(), 0));
    Batch late =
        Batch.of(
            List.of(heartbeat(4, 10), heartbeat(5, 20)),
            known,
            TOLERANCE,
            SKEW,
            true,
            NOON.plusSeconds(300));
    assertFalse(late.rows().get(0).alive());
  }

  private Reason sees(long sequence, double cycleStart, double now) {
    Sighting sighting =
        Sighting.of(
            track,
            heartbeat(sequence, cycleStart),
            NOON.plusMillis((long) (now * 1000)),
            new Rules(Duration.ofSeconds(30), SKEW, true));
    track = Optional.of(sighting.next());
    return sighting.reason();
  }

  private static Heartbeat heartbeat(long sequence, double cycleStart) {
    return new Heartbeat(
        "default",
        "web-1",
        sequence,
        NOON.plusMillis((long) (cycleStart * 1000)),
        Duration.ZERO,
        Duration.ofSeconds(10),
        List.of(),
        new Heartbeat.Host(0, 0, 0, 0));
  }
}
