package io.vigia.launcher.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.launcher.soak.Records.Arrival;
import io.vigia.launcher.soak.Records.Incident;
import io.vigia.launcher.soak.Records.Sent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test plants one thing in records that are otherwise in order. */
class AccountTest {

  private static final String BEGIN = "2026-01-01T00:00:00Z";

  private final List<Sent> sent =
      new ArrayList<>(
          List.of(sent("a1", "firing"), sent("a1", "resolved"), sent("r1", Records.REPAIR)));
  private final List<Arrival> received =
      new ArrayList<>(
          List.of(arrival(1, "n1", "a1", "firing"), arrival(2, "n2", "a1", "resolved")));
  private final List<Arrival> acted =
      new ArrayList<>(List.of(arrival(3, "x1", "r1", Records.REPAIR)));
  private final List<Incident> incidents =
      new ArrayList<>(List.of(new Incident(BEGIN, "killed", "alert-router", 12)));

  @Test
  void shouldHoldWhenAllHasComeOnce() {
    Account account = account();

    assertTrue(account.holds());
    assertEquals(2, account.figures().get("sent"));
    assertEquals(2, account.figures().get("delivered"));
    assertEquals(1, account.figures().get("executions_acted"));
    assertEquals(1L, account.figures().get("kills"));
    assertEquals(2.0, account.figures().get("longest_s"));
  }

  @Test
  void shouldTellALostAlert() {
    sent.add(sent("a2", "firing"));

    assertEquals(List.of("a2 firing"), account().alerts().lost());
    assertFalse(account().holds());
  }

  @Test
  void shouldTellAnEndThatNobodyHeardOf() {
    received.remove(1);

    assertEquals(List.of("a1 resolved"), account().alerts().lost());
    assertFalse(account().holds());
  }

  @Test
  void shouldTellWhatCameUnderTwoIds() {
    received.add(arrival(9, "n3", "a1", "firing"));

    assertEquals(List.of("a1 firing"), account().alerts().duplicated());
    assertEquals(2, account().alerts().arrived());
    assertFalse(account().holds());
  }

  @Test
  void shouldAllowARepetitionThatTheIdCollapses() {
    received.add(arrival(9, "n1", "a1", "firing"));

    assertEquals(1, account().alerts().repeated());
    assertTrue(account().holds());
  }

  @Test
  void shouldTellARepairThatNobodyMade() {
    acted.clear();

    assertEquals(List.of("r1 repair"), account().repairs().lost());
    assertFalse(account().holds());
  }

  @Test
  void shouldTellARepairThatTwoExecutionsMade() {
    acted.add(arrival(9, "x2", "r1", Records.REPAIR));

    assertEquals(1, account().figures().get("executions_duplicated"));
    assertFalse(account().holds());
  }

  @Test
  void shouldNotCountWhatWasNeverAcknowledgedAsLost() {
    received.add(arrival(9, "n3", "a2", "firing"));

    assertEquals(1, account().alerts().unasked());
    assertTrue(account().holds());
  }

  @Test
  void shouldProveNothingWithoutAKill() {
    incidents.clear();
    incidents.add(new Incident(BEGIN, "paused", "alert-router", 12));

    assertFalse(account().holds());
  }

  @Test
  void shouldProveNothingWithoutAnAlert() {
    sent.removeIf(each -> !each.status().equals(Records.REPAIR));
    received.clear();

    assertFalse(account().holds());
  }

  @Test
  void shouldBeTheSameFromFiles(@TempDir Path folder) throws Exception {
    try (RecordFiles files = new RecordFiles(folder)) {
      files.sent(sent);
      for (Arrival each : received) {
        files.received(each);
      }
      for (Arrival each : acted) {
        files.acted(each);
      }
      for (Incident each : incidents) {
        files.happened(each);
      }

      assertEquals(account(), Account.of(Records.read(folder)));
    }
  }

  private Account account() {
    return Account.of(new Records(sent, received, acted, incidents));
  }

  private static Sent sent(String episode, String status) {
    return new Sent(BEGIN, episode, status, 1);
  }

  private static Arrival arrival(int second, String id, String episode, String status) {
    return new Arrival(BEGIN.replace(":00Z", ":0" + second + "Z"), id, episode, status);
  }
}
