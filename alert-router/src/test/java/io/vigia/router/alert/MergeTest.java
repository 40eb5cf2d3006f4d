package io.vigia.router.alert;

import static io.vigia.router.Alerts.at;
import static io.vigia.router.Alerts.firing;
import static io.vigia.router.Alerts.resolved;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.contracts.Alert;
import io.vigia.router.alert.Merge.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MergeTest {

  @Test
  void shouldBeginAnEpisodeWithTheFirstFiring() {
    assertEquals(Reason.NEW_EPISODE, merge(null, firing("a", 0, 1)).reason());
  }

  @Test
  void shouldIgnoreTheEndOfWhatNeverFired() {
    var merge = merge(null, resolved("a", 0, 5));
    assertEquals(Reason.NEVER_FIRED, merge.reason());
    assertTrue(merge.next().isEmpty());
  }

  @Test
  void shouldKeepTheEarlierStartWhileItFires() {
    var merge = merge(firing("a", 0, 1), firing("a", 30, 31));
    assertEquals(Reason.REFRESHED, merge.reason());
    assertEquals(at(0), merge.next().orElseThrow().startsAt());
  }

  @Test
  void shouldEndTheEpisodeThatItBelongsTo() {
    var merge = merge(firing("a", 0, 1), resolved("a", 30, 40));
    assertEquals(Reason.RESOLVED, merge.reason());
    assertEquals(at(0), merge.next().orElseThrow().startsAt());
    assertEquals(at(40), merge.next().orElseThrow().endsAt());
  }

  @Test
  void shouldNotLetAnOldFiringReopenWhatHasEnded() {
    assertEquals(Reason.STALE, merge(resolved("a", 0, 40), firing("a", 0, 20)).reason());
  }

  @Test
  void shouldChangeNothingWhenTheEndComesTwice() {
    assertEquals(Reason.STALE, merge(resolved("a", 0, 40), resolved("a", 0, 40)).reason());
  }

  @Test
  void shouldBeginAnotherEpisodeAfterTheEnd() {
    var merge = merge(resolved("a", 0, 40), firing("a", 60, 61));
    assertEquals(Reason.NEW_EPISODE, merge.reason());
    assertEquals(at(60), merge.next().orElseThrow().startsAt());
  }

  private static Merge merge(Alert known, Alert seen) {
    return Merge.of(Optional.ofNullable(known), seen);
  }
}
