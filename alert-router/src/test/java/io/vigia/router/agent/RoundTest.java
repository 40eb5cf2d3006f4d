package io.vigia.router.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.router.agent.Liveness.Alive;
import io.vigia.router.agent.Liveness.Change;
import io.vigia.router.agent.Liveness.Heard;
import io.vigia.router.maintenance.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Tolerance TOLERANCE =
      new Tolerance(3, Duration.ofSeconds(30), Duration.ofDays(30));

  @Test
  void shouldTellOfTheAgentWhenTheOthersOfItsSiteReport() {
    Round round = round(List.of(agent("a", "lima", 30)), new Site("default", "lima", 10, 1));
    assertEquals(Change.FELL_SILENT, round.turns().get(0).change());
    assertEquals(List.of(), round.cut());
  }

  @Test
  void shouldTellOfTheSiteWhenMostOfItsAgentsMissedAHeartbeat() {
    Round round = round(List.of(agent("a", "lima", 30)), new Site("default", "lima", 10, 9));
    assertEquals(Change.CUT_OFF, round.turns().get(0).change());
    assertEquals("lima", round.cut().get(0).name());
    assertEquals(
        List.of(),
        new AgentAlert(NOON, "http://127.0.0.1/").of(round.turns().get(0)),
        "the site speaks for it");
  }

  @Test
  void shouldNotTakeTwoAgentsForANetwork() {
    Round round =
        round(
            List.of(agent("a", "lima", 30), agent("b", "lima", 31)),
            new Site("default", "lima", 2, 2));
    assertEquals(2, round.turns().size());
    assertTrue(round.turns().stream().allMatch(t -> t.change() == Change.FELL_SILENT));
  }

  @Test
  void shouldTellAnAgentWithoutASiteAndOneOfAnotherTenantApart() {
    Round round =
        round(
            List.of(agent("a", null, 30), agent("b", "lima", 30)), new Site("other", "lima", 9, 9));
    assertTrue(round.turns().stream().allMatch(t -> t.change() == Change.FELL_SILENT));
  }

  @Test
  void shouldLookAgainAtWhoHasNotHadItsWholeDeadline() {
    Watched early = agent("a", "lima", 12);
    Round round = round(List.of(early), new Site("default", "lima", 3, 3));
    assertEquals(List.of(), round.turns());
    assertEquals(Map.of(early, Duration.ofSeconds(18)), round.again());
  }

  @Test
  void shouldSayThatASiteIsBackWhenMostOfItReports() {
    assertFalse(new Site("default", "lima", 10, 5).isBack());
    assertTrue(new Site("default", "lima", 10, 4).isBack());
    assertTrue(new Site("default", "lima", 0, 0).isBack(), "none is left");
  }

  private static Round round(List<Watched> due, Site site) {
    return Round.of(due, List.of(site), TOLERANCE, Windows.NONE, NOON);
  }

  private static Watched agent(String name, String site, long secondsAgo) {
    return new Watched(
        "default",
        name,
        Optional.ofNullable(site),
        new Alive(),
        new Heard(
            NOON.minusSeconds(secondsAgo), Duration.ofSeconds(secondsAgo), Duration.ofSeconds(10)),
        false,
        Optional.empty());
  }
}
