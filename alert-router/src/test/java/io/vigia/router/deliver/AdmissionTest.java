package io.vigia.router.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.router.Alerts;
import io.vigia.router.deliver.Admission.Reason;
import io.vigia.router.route.Terms.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final Rate THREE_A_MINUTE = new Rate(3, Duration.ofMinutes(1));

  @Test
  void shouldLetAllGoWhileThereIsRoom() {
    var admission = Admission.of(THREE_A_MINUTE, List.of(at(0)), false, 2, at(10));
    assertEquals(Reason.ROOM_FOR_ALL, admission.reason());
    assertEquals(2, admission.singly());
    assertEquals(List.of(at(0), at(10), at(10)), admission.sent());
    assertEquals(Optional.empty(), admission.closedUntil());
  }

  @Test
  void shouldHoldBackWhatIsAboveUntilTheOldestIsOutOfTheWindow() {
    var admission = Admission.of(THREE_A_MINUTE, List.of(at(0)), false, 50, at(10));
    assertEquals(Reason.WINDOW_FULL, admission.reason());
    assertEquals(2, admission.singly());
    assertEquals(Optional.of(at(60)), admission.closedUntil());
    var full = Admission.of(THREE_A_MINUTE, admission.sent(), false, 1, at(20));
    assertEquals(0, full.singly());
    assertEquals(Optional.of(at(60)), full.closedUntil());
  }

  @Test
  void shouldTellWhatWaitedAsOne() {
    var sent = List.of(at(0), at(10), at(10));
    var admission = Admission.of(THREE_A_MINUTE, sent, true, 48, at(60));
    assertEquals(Reason.DIGEST_OF_WHAT_WAITED, admission.reason());
    assertTrue(admission.digest());
    assertEquals(List.of(at(10), at(10), at(60)), admission.sent());
    assertEquals(Optional.empty(), admission.closedUntil());
  }

  @Test
  void shouldTellOneThatWaitedAloneAsItIs() {
    var admission = Admission.of(THREE_A_MINUTE, List.of(), true, 1, at(60));
    assertFalse(admission.digest());
    assertEquals(1, admission.singly());
  }

  @Test
  void shouldNeverExceedTheLimitInAnyStretchOfItsLength() {
    var random = new Random(7);
    var went = new ArrayList<Instant>();
    List<Instant> sent = List.of();
    Optional<Instant> closed = Optional.empty();
    int waiting = 0;
    for (int second = 0; second < 2_000; second++) {
      waiting += random.nextInt(4);
      Instant now = at(second);
      if (waiting == 0 || closed.map(until -> until.isAfter(now)).orElse(false)) {
        continue;
      }
      var admission = Admission.of(THREE_A_MINUTE, sent, closed.isPresent(), waiting, now);
      int goes = admission.digest() ? 1 : admission.singly();
      waiting = admission.digest() ? 0 : waiting - admission.singly();
      sent = admission.sent();
      closed = admission.closedUntil();
      for (int i = 0; i < goes; i++) {
        went.add(now);
      }
    }
    assertTrue(went.size() > 90, went.size() + " of about 100 go");
    for (int i = 3; i < went.size(); i++) {
      assertFalse(went.get(i).isBefore(went.get(i - 3).plusSeconds(60)), "the " + i + "th");
    }
  }

  private static Instant at(long seconds) {
    return Alerts.at(seconds);
  }
}
