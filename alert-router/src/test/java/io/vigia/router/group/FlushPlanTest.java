package io.vigia.router.group;

import static io.vigia.router.Alerts.alert;
import static io.vigia.router.Alerts.at;
import static io.vigia.router.Alerts.firing;
import static io.vigia.router.Alerts.resolved;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Episode;
import io.vigia.router.deliver.Notification.Omitted;
import io.vigia.router.group.FlushPlan.Members;
import io.vigia.router.group.FlushPlan.Reason;
import io.vigia.router.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FlushPlanTest {

  private record Told(Set<Episode> episodes, Optional<Instant> at) {}

  private static final Told NEVER = new Told(Set.of(), Optional.empty());
  private static final Route ROUTE =
      new Route(
          "{}",
          "r",
          List.of(),
          List.of("alertname"),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          false,
          List.of(),
          List.of(),
          List.of());

  @Test
  void shouldSpeakOfTheFirstFiring() {
    var plan = plan(NEVER, 0, firing("a", 0, 0));
    assertEquals(Reason.FIRST_FIRING, plan.reason());
    assertEquals(Optional.of(at(10)), plan.nextFlush());
  }

  @Test
  void shouldHoldWhenNothingIsNew() {
    var plan = plan(told(at(0), "a"), 10, firing("a", 0, 0));
    assertEquals(Reason.NOTHING_NEW, plan.reason());
    assertFalse(plan.sends());
  }

  @Test
  void shouldSpeakOfANewAlertInTheGroup() {
    var plan = plan(told(at(0), "a"), 10, firing("a", 0, 0), firing("b", 5, 5));
    assertEquals(Reason.NEW_ALERTS, plan.reason());
    assertEquals(2, plan.alerts().size());
  }

  @Test
  void shouldSpeakOfAnAlertThatFiresAnewBetweenTwoFlushes() {
    var plan = plan(told(at(0), "a"), 10, firing("a", 7, 7));
    assertEquals(Reason.NEW_ALERTS, plan.reason());
  }

  @Test
  void shouldSpeakOfTheEndOfAllAndLetTheGroupGo() {
    var plan = plan(told(at(0), "a"), 10, resolved("a", 0, 8));
    assertEquals(Reason.ALL_RESOLVED, plan.reason());
    assertTrue(plan.nextFlush().isEmpty());
  }

  @Test
  void shouldSpeakOfTheEndOfSome() {
    var plan = plan(told(at(0), "a", "b"), 10, firing("a", 0, 0), resolved("b", 0, 8));
    assertEquals(Reason.SOME_RESOLVED, plan.reason());
    assertEquals(
        List.of(Status.FIRING, Status.RESOLVED),
        plan.alerts().stream().map(Alert::status).toList());
  }

  @Test
  void shouldRepeatWhenItIsTime() {
    assertEquals(Reason.REPEAT_INTERVAL, plan(told(at(0), "a"), 3600, firing("a", 0, 0)).reason());
    assertEquals(Reason.NOTHING_NEW, plan(told(at(0), "a"), 3590, firing("a", 0, 0)).reason());
  }

  @Test
  void shouldRemindNobodyOfWhatIsAcknowledgedButStillTellWhatIsNew() {
    var reminder = plan(told(at(0), "a"), 3600, firing("a", 0, 0)).withoutReminder();
    assertEquals(Reason.ACKNOWLEDGED, reminder.reason());
    assertFalse(reminder.sends());
    assertEquals(Optional.of(at(3610)), reminder.nextFlush());
    var news = plan(told(at(0), "a"), 3600, firing("a", 0, 0), firing("b", 5, 5));
    assertEquals(Reason.NEW_ALERTS, news.withoutReminder().reason());
    var end = plan(told(at(0), "a"), 3600, resolved("a", 0, 8));
    assertEquals(Reason.ALL_RESOLVED, end.withoutReminder().reason());
  }

  @Test
  void shouldNotSpeakOfWhatEndedBeforeAnybodyHeardOfIt() {
    var plan = plan(NEVER, 10, resolved("a", 0, 8));
    assertEquals(Reason.RESOLVED_BEFORE_NOTIFIED, plan.reason());
    assertFalse(plan.sends());
    assertTrue(plan.nextFlush().isEmpty());
  }

  @Test
  void shouldTakeAnAlertThatNobodyVouchesForAsEnded() {
    var plan = plan(told(at(0), "a"), 300, alert("a", Status.FIRING, 0, at(300), 0));
    assertEquals(Reason.ALL_RESOLVED, plan.reason());
    assertEquals(Status.RESOLVED, plan.alerts().get(0).status());
  }

  @Test
  void shouldSkipTicksThatWereMissedAndStayOnTheClock() {
    var plan =
        FlushPlan.of(
            new Members(1, 0, 0, 1, 0, List.of(firing("a", 0, 0))),
            Optional.empty(),
            ROUTE,
            at(0),
            at(47));
    assertEquals(Optional.of(at(50)), plan.nextFlush());
  }

  @Test
  void shouldSayHowManyALargeGroupLeavesOut() {
    var members = new Members(3, 2, 0, 3, 0, List.of(firing("a", 0, 0), firing("b", 0, 0)));
    var plan = FlushPlan.of(members, Optional.empty(), ROUTE, at(0), at(0));
    assertEquals(new Omitted(1, 2), plan.omitted());
    assertEquals(2, plan.alerts().size());
    assertEquals(Optional.of(at(10)), plan.nextFlush());
  }

  @Test
  void shouldStayWhileOnlyMutedAlertsAreThere() {
    var plan =
        FlushPlan.of(
            new Members(0, 0, 0, 0, 1, List.of()), Optional.of(at(0)), ROUTE, at(10), at(10));
    assertEquals(Reason.MUTED, plan.reason());
    assertEquals(Optional.of(at(20)), plan.nextFlush());
  }

  @Test
  void shouldNotTellTheEndOfWhatWasNeverTold() {
    var plan =
        FlushPlan.of(
            new Members(0, 1, 0, 0, 1, List.of(resolved("c", 1, 2))),
            Optional.of(at(0)),
            ROUTE,
            at(10),
            at(10));
    assertEquals(Reason.NOTHING_NEW, plan.reason());
  }

  private static FlushPlan plan(Told told, long now, Alert... members) {
    return FlushPlan.of(members(told, at(now), members), told.at(), ROUTE, at(now), at(now));
  }

  /** What the store counts, by its rules. */
  private static Members members(Told told, Instant now, Alert... all) {
    List<Alert> firing =
        Stream.of(all)
            .filter(a -> a.status() == Status.FIRING)
            .filter(a -> a.endsAt() == null || a.endsAt().isAfter(now))
            .toList();
    long known = firing.stream().filter(a -> told.episodes().contains(a.episode())).count();
    long toldEnds =
        Stream.of(all)
            .filter(a -> !firing.contains(a) && told.episodes().contains(a.episode()))
            .count();
    return new Members(
        firing.size(),
        all.length - firing.size(),
        (int) toldEnds,
        (int) (firing.size() - known),
        0,
        List.of(all));
  }

  private static Told told(Instant at, String... services) {
    return new Told(
        Stream.of(services).map(s -> firing(s, 0, 0).episode()).collect(Collectors.toSet()),
        Optional.of(at));
  }
}
