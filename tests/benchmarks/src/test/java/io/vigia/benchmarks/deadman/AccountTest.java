package io.vigia.benchmarks.deadman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.benchmarks.deadman.Life.Habit;
import io.vigia.benchmarks.deadman.Sightings.Seen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountTest {

  private static final Life DIES = new Life(1, Habit.PLAIN, 25_000, Long.MAX_VALUE, 0);
  private static final Life LIVES =
      new Life(2, Habit.WRONG_CLOCK, Long.MAX_VALUE, Long.MAX_VALUE, 3_600_000);

  @Test
  void shouldCountFromTheLastHeartbeat() {
    Account account = account(List.of(seen(50_400, DIES, true)));
    assertEquals(30.4, account.deaths().get(0).seconds());
    assertEquals(0, account.figures().get("false_alarms"));
    assertEquals(0, account.figures().get("missed"));
    assertEquals(1, account.figures().get("clocks_wrong"));
  }

  @Test
  void shouldFindWhatWasMissedAndWhatWasFalse() {
    Account account = account(List.of(seen(40_000, LIVES, true), seen(41_000, LIVES, false)));
    Map<String, Double> figures = account.figures();
    assertEquals(1, figures.get("missed"));
    assertEquals(1, figures.get("false_alarms"));
    assertEquals(0, figures.get("false_recoveries"), "it did report");
    assertEquals(
        1,
        account(List.of(seen(50_400, DIES, true), seen(60_000, DIES, false)))
            .figures()
            .get("false_recoveries"));
  }

  @Test
  void shouldSetApartWhatThePauseDisturbed() {
    var account =
        new Account(List.of(DIES), sent(), List.of(seen(60_000, DIES, true)), 30_000, 42_000);
    assertTrue(account.deaths().get(0).paused());
    assertEquals(0, account.figures().get("detect_max_s"));
    assertEquals(40, account.figures().get("detect_over_pause_max_s"));
  }

  @Test
  void shouldMakeTheSameLivesOfTheSameSeed() {
    List<Life> lives = Life.all(1000, 7, 30_000, 90_000);
    assertEquals(lives, Life.all(1000, 7, 30_000, 90_000));
    assertTrue(lives.stream().anyMatch(Life::dies));
    assertTrue(
        lives.stream()
            .filter(Life::dies)
            .allMatch(l -> l.diesAt() >= 30_000 && l.diesAt() < 90_000));
  }

  private static Account account(List<Seen> seen) {
    return new Account(List.of(DIES, LIVES), sent(), seen, 0, 0);
  }

  private static Map<String, List<Long>> sent() {
    return Map.of(
        DIES.name(),
        List.of(0L, 10_000L, 20_000L),
        LIVES.name(),
        List.of(5_000L, 15_000L, 25_000L, 35_000L, 45_000L, 55_000L));
  }

  private static Seen seen(long at, Life life, boolean begins) {
    return new Seen(at, "AgentSilent", life.name(), begins);
  }
}
