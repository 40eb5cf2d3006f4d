package io.vigia.launcher.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.launcher.soak.ChaosPlan.Blow;
import io.vigia.launcher.soak.ChaosPlan.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChaosPlanTest {

  private static final Duration LONG = Duration.ofHours(2);

  @Test
  void shouldBeTheSameForTheSameSeed() {
    assertEquals(ChaosPlan.of(7, LONG), ChaosPlan.of(7, LONG));
    assertNotEquals(ChaosPlan.of(7, LONG), ChaosPlan.of(8, LONG));
  }

  @Test
  void shouldBeginALongerSoakAsAShorterOne() {
    List<Blow> shorter = ChaosPlan.of(7, Duration.ofMinutes(5)).blows();

    assertEquals(shorter, ChaosPlan.of(7, LONG).blows().subList(0, shorter.size()));
  }

  @Test
  void shouldStrikeWithinTheLoadFiveToTwentySecondsApart() {
    Duration before = Duration.ZERO;
    for (Blow blow : ChaosPlan.of(7, LONG).blows()) {
      long gap = blow.after().minus(before).toMillis();
      assertTrue(gap >= 5_000 && gap <= 20_000, "a gap of " + gap + " ms");
      assertTrue(blow.after().compareTo(LONG) < 0, blow.toString());
      before = blow.after();
    }
  }

  @Test
  void shouldKillEveryProcessAndPauseOnlyServices() {
    List<Blow> blows = ChaosPlan.of(7, LONG).blows();
    Set<Victim> killed = EnumSet.noneOf(Victim.class);
    blows.stream().filter(blow -> blow.kind() == Kind.KILL).map(Blow::victim).forEach(killed::add);
    List<Blow> pauses = blows.stream().filter(blow -> blow.kind() == Kind.PAUSE).toList();

    assertEquals(EnumSet.allOf(Victim.class), killed);
    assertTrue(pauses.size() > 5, "some pauses: " + pauses);
    for (Blow pause : pauses) {
      assertTrue(pause.victim().service().isPresent(), pause.toString());
      long seconds = pause.lasting().toSeconds();
      assertTrue(seconds >= 5 && seconds <= 20, pause.toString());
    }
  }

  @Test
  void shouldHaveAKillInEverySoakOfTwoMinutes() {
    for (long seed = 0; seed < 1_000; seed++) {
      assertTrue(ChaosPlan.of(seed, Duration.ofMinutes(2)).count(Kind.KILL) > 0, "seed " + seed);
    }
  }
}
