package io.vigia.agent.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.agent.page.Paging.Reason;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PagingTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration AFTER = Duration.ofMinutes(2);

  @Test
  void shouldPageWhatLiesInTheSpoolForTooLong() {
    assertEquals(Map.of(), due(firing("shop", 119).spooled()));
    assertEquals(Map.of("shop firing", Reason.KAFKA_AWAY), due(firing("shop", 120).spooled()));
    assertEquals(Map.of("shop resolved", Reason.KAFKA_AWAY), due(resolved("shop", 120).spooled()));
  }

  @Test
  void shouldLeaveToTheRouterWhatKafkaTook() {
    assertEquals(Map.of(), due(firing("shop", 9999)));
  }

  @Test
  void shouldPageAllThatFiresWhenTheRouterIsDownForTooLong() {
    assertEquals(Map.of(), due(firing("alert-router", 119), firing("shop", 9999)));
    assertEquals(
        Map.of("alert-router firing", Reason.ROUTER_AWAY, "shop firing", Reason.ROUTER_AWAY),
        due(
            firing("alert-router", 120),
            firing("shop", 9999),
            firing("bank", 9999),
            resolved("bank", 5000)));
    assertEquals(
        Map.of(),
        due(firing("alert-router", 300), resolved("alert-router", 1), firing("shop", 9999)));
  }

  @Test
  void shouldPageOnceOnly() {
    assertEquals(Map.of(), due(firing("shop", 300).spooled().paged()));
  }

  @Test
  void shouldWaitBetweenTriesLongerEachTime() {
    assertEquals(Map.of(), due(firing("shop", 300).spooled().tried(2, 10)));
    assertEquals(1, due(firing("shop", 300).spooled().tried(2, 0)).size());
    assertEquals(Duration.ofSeconds(5), firing("shop", 0).told().pause());
    assertEquals(Duration.ofSeconds(20), firing("shop", 0).tried(2, 0).told().pause());
    assertEquals(Duration.ofMinutes(5), firing("shop", 0).tried(60, 0).told().pause());
  }

  @Test
  void shouldTellTheEndToWhoWasPagedWhetherKafkaIsBackOrNot() {
    var end = Map.of("shop resolved", Reason.ENDS_WHAT_WAS_PAGED);
    assertEquals(end, due(firing("shop", 300).paged(), resolved("shop", 1).spooled()));
    assertEquals(end, due(firing("shop", 300).paged(), resolved("shop", 1)));
    assertEquals(
        end, due(firing("shop", 300).tried(1, 10), resolved("shop", 1)), "an answer may be lost");
  }

  @Test
  void shouldNotLetAnEndOvertakeItsBeginning() {
    assertEquals(
        Map.of("shop firing", Reason.KAFKA_AWAY),
        due(firing("shop", 300).spooled(), resolved("shop", 200).spooled()));
    assertEquals(
        Map.of(), due(firing("shop", 300).spooled().tried(1, 10), resolved("shop", 200).spooled()));
  }

  @Test
  void shouldPageNobodyWithoutAWebhook() {
    var paging = paging(Optional.empty(), firing("shop", 300).spooled());
    assertEquals(List.of(), paging.due());
    assertEquals(List.of(), paging.gone());
  }

  @Test
  void shouldRememberWhatFiresAndForgetWhatIsOver() {
    assertEquals(0, gone(firing("shop", 300)));
    assertEquals(2, gone(firing("shop", 300), resolved("shop", 1)));
    assertEquals(1, gone(firing("shop", 300), resolved("shop", 1).spooled()));
    assertEquals(0, gone(firing("shop", 300).spooled(), resolved("shop", 1).spooled()));
    assertEquals(0, gone(firing("shop", 300).paged(), resolved("shop", 1)));
    assertEquals(2, gone(firing("shop", 300).paged(), resolved("shop", 1).paged()));
    assertEquals(2, gone(firing("shop", 300), resolved("shop", 200), firing("shop", 1)));
  }

  @Test
  void shouldSpeakAsAlertmanagerDoes() {
    var firing = PagePayload.of(firing("shop", 300).told().alert());
    assertEquals("4", firing.version());
    assertEquals("heartbeat-agent", firing.receiver());
    assertEquals("{}:{alertname=\"Down\", service=\"shop\"}", firing.groupKey());
    assertEquals(
        Map.of("summary", "s", "vigia_path", "direct"), firing.alerts().get(0).annotations());
    assertEquals(Instant.parse("0001-01-01T00:00:00Z"), firing.alerts().get(0).endsAt());
    var resolved = PagePayload.of(resolved("shop", 1).told().alert());
    assertEquals(Status.RESOLVED, resolved.status());
    assertEquals(NOON.minusSeconds(1), resolved.alerts().get(0).endsAt());
    assertEquals(firing.alerts().get(0).fingerprint(), resolved.alerts().get(0).fingerprint());
  }

  private static Map<String, Reason> due(Draft... told) {
    var due = new TreeMap<String, Reason>();
    paging(Optional.of(AFTER), told)
        .due()
        .forEach(
            page ->
                due.put(
                    page.told().target() + (page.told().fires() ? " firing" : " resolved"),
                    page.why()));
    return due;
  }

  private static int gone(Draft... told) {
    return paging(Optional.of(AFTER), told).gone().size();
  }

  private static Paging paging(Optional<Duration> after, Draft... told) {
    return Paging.of(List.of(told).stream().map(Draft::told).toList(), NOON, after);
  }

  private static Draft firing(String target, long secondsAgo) {
    return draft(target, Status.FIRING, secondsAgo);
  }

  private static Draft resolved(String target, long secondsAgo) {
    return draft(target, Status.RESOLVED, secondsAgo);
  }

  private static Draft draft(String target, Status status, long secondsAgo) {
    Instant at = NOON.minusSeconds(secondsAgo);
    var alert =
        new Alert(
            "default",
            status,
            Labels.of(Map.of("alertname", "Down", "service", target)),
            Map.of("summary", "s"),
            at,
            status == Status.FIRING ? null : at,
            at,
            null,
            "heartbeat-agent",
            null,
            null);
    String name = target + status + secondsAgo;
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return new Draft(new Told(id, target, alert, at, false, false, 0, Instant.EPOCH));
  }

  private record Draft(Told told) {

    Draft spooled() {
      return with(true, told.paged(), told.tries(), told.nextTry());
    }

    Draft paged() {
      return with(told.spooled(), true, 1, told.nextTry());
    }

    Draft tried(int tries, long nextInSeconds) {
      return with(told.spooled(), told.paged(), tries, NOON.plusSeconds(nextInSeconds));
    }

    private Draft with(boolean spooled, boolean paged, int tries, Instant nextTry) {
      return new Draft(
          new Told(
              told.id(), told.target(), told.alert(), told.time(), spooled, paged, tries, nextTry));
    }
  }
}
