package io.vigia.kit.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void shouldHaveRoomUpToTheLimitWithWhatItLetInItself() {
    var tally = new Tally(7, NOON);
    assertEquals(3, tally.room(10, 5));
    assertEquals(2, tally.room(10, 2));
    assertEquals(0, tally.plus(3).room(10, 1));
    assertEquals(0, new Tally(12, NOON).room(10, 1), "above the limit there is no room");
  }

  @Test
  void shouldBelieveACountForFiveSeconds() {
    var tally = new Tally(7, NOON);
    assertTrue(tally.plus(1).isFresh(NOON.plusMillis(4999)));
    assertFalse(tally.isFresh(NOON.plusSeconds(5)));
  }
}
