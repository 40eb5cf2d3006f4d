package io.vigia.router.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.router.Alerts;
import io.vigia.router.deliver.AlertDelivery;
import io.vigia.router.group.AlertGroupStore.Place;
import io.vigia.router.route.Integration;
import io.vigia.router.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  private static final Instant NOW = Alerts.at(100);
  private static final Alert FIRING = Alerts.firing("a", 0, 0);
  private static final Alert ENDED = Alerts.resolved("a", 0, 90);
  private static final Integration HOOK = new Integration("webhook", "webhook-0", "", true);
  private static final Integration BEGINNINGS = new Integration("webhook", "webhook-0", "", false);
  private static final Route ROUTE =
      new Route(
          "{}",
          "r",
          List.of(),
          List.of(),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          false,
          List.of(),
          List.of(),
          List.of());

  private List<Integration> integrations = List.of(HOOK);
  private Optional<Place> place = Optional.empty();
  private List<AlertDelivery> deliveries = List.of();
  private Optional<DecisionView> last = Optional.empty();

  @Test
  void shouldWaitForRoomOnlyInTheEpisodeThatWasLeftOut() {
    place = place(Alerts.at(95), null);
    last = decided(Reason.OMITTED, 0);
    assertEquals(Reason.OMITTED, of(FIRING));
    last = decided(Reason.OMITTED, -50);
    assertEquals(Reason.WAITING_GROUP_INTERVAL, of(FIRING));
    place = place(null, null);
    assertEquals(Reason.WAITING_GROUP_WAIT, of(FIRING));
  }

  @Test
  void shouldNameTheWorstOfWhatWasSent() {
    place = place(Alerts.at(95), Alerts.at(0));
    deliveries = List.of(sent("webhook-0", "delivered", null), sent("chat-0", "skipped", "none"));
    assertEquals(Reason.DELIVERED, of(FIRING));
    deliveries = List.of(sent("webhook-0", "delivered", null), sent("chat-0", "pending", null));
    assertEquals(Reason.PENDING_DELIVERY, of(FIRING));
    deliveries = List.of(sent("webhook-0", "delivered", null), sent("chat-0", "pending", "503"));
    assertEquals(Reason.RETRYING, of(FIRING));
    deliveries = List.of(sent("webhook-0", "dead", "400"), sent("chat-0", "pending", "503"));
    assertEquals(Reason.DEAD_LETTER, of(FIRING));
    deliveries = List.of(sent("webhook-0", "skipped", "none"));
    assertEquals(Reason.SKIPPED, of(FIRING));
  }

  @Test
  void shouldLookAtTheNewestOfAnIntegrationAlone() {
    place = place(Alerts.at(95), Alerts.at(0));
    deliveries = List.of(sent("webhook-0", "delivered", null), sent("webhook-0", "dead", "400"));
    assertEquals(Reason.DELIVERED, of(FIRING));
  }

  @Test
  void shouldSayThatThereIsNothingToTellBy() {
    integrations = List.of();
    place = place(Alerts.at(95), Alerts.at(0));
    assertEquals(Reason.NO_INTEGRATION, of(FIRING));
  }

  @Test
  void shouldSayWhatBecameOfAnEnd() {
    assertEquals(Reason.NOT_KEPT, of(ENDED));
    last = decided(Reason.RESOLVED_BEFORE_NOTIFIED, 0);
    assertEquals(Reason.RESOLVED_BEFORE_NOTIFIED, of(ENDED));
    place = place(null, null);
    last = Optional.empty();
    assertEquals(Reason.RESOLVED_BEFORE_NOTIFIED, of(ENDED));
    place = place(Alerts.at(95), Alerts.at(0));
    assertEquals(Reason.WAITING_GROUP_INTERVAL, of(ENDED));
    place = Optional.empty();
    integrations = List.of(BEGINNINGS);
    deliveries = List.of(sent("webhook-0", "delivered", null));
    assertEquals(Reason.SEND_RESOLVED_OFF, of(ENDED));
  }

  @Test
  void shouldSayWhenItIsRepeated() {
    place = place(Alerts.at(50), Alerts.at(0));
    deliveries = List.of(sent("webhook-0", "delivered", null));
    var explanation = Explanation.of(situation(FIRING), NOW);
    assertEquals(Reason.NOTHING_NEW, explanation.reason());
    assertEquals(Optional.of(Alerts.at(3650)), explanation.until());
    assertTrue(explanation.text().contains(Alerts.at(50).toString()), explanation.text());
  }

  @Test
  void shouldSayThatNobodyIsRemindedOfWhatIsTakenOn() {
    place = place(Alerts.at(50), Alerts.at(0));
    deliveries = List.of(sent("webhook-0", "delivered", null));
    last =
        Optional.of(
            new DecisionView(
                Alerts.at(60), Reason.ACKNOWLEDGED, "", "pager", "{}:{}", FIRING.startsAt()));
    assertEquals(Reason.ACKNOWLEDGED, of(FIRING));
  }

  private Reason of(Alert alert) {
    return Explanation.of(situation(alert), NOW).reason();
  }

  private Situation situation(Alert alert) {
    return new Situation(
        alert, ROUTE, integrations, List.of(), List.of(), List.of(), place, deliveries, last);
  }

  private static Optional<Place> place(Instant notifiedAt, Instant toldStartsAt) {
    return Optional.of(
        new Place(
            "{}:{}",
            "{}",
            Optional.of(Alerts.at(105)),
            Optional.ofNullable(notifiedAt),
            Optional.ofNullable(toldStartsAt),
            false));
  }

  private static Optional<DecisionView> decided(Reason reason, long startsAt) {
    return Optional.of(new DecisionView(NOW, reason, "", "r", "{}:{}", Alerts.at(startsAt)));
  }

  private static AlertDelivery sent(String integration, String status, String error) {
    return new AlertDelivery(
        UUID.randomUUID(),
        "{}:{}",
        "r",
        integration,
        Status.FIRING,
        Alerts.at(0),
        "FIRST_FIRING",
        status,
        1,
        error,
        Alerts.at(1),
        null,
        null);
  }
}
