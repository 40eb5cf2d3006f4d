package io.vigia.launcher.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.launcher.soak.Batch.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlertsTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00.123456Z");
  private static final Duration LIFE = Duration.ofSeconds(8);

  private final Alerts alerts = new Alerts(new SplittableRandom(7), 8);

  @Test
  void shouldKeepTheRateWithDistinctAlertsInBatchesOfVariedSize() {
    Set<String> episodes = new HashSet<>();
    Set<Integer> sizes = new HashSet<>();
    for (int millis = 0; millis < 600_000; millis += 50) {
      Optional<Batch> batch = alerts.next(BEGIN.plusMillis(millis));
      batch.ifPresent(each -> sizes.add(each.statements().size()));
      batch.ifPresent(each -> each.statements().forEach(said -> episodes.add(said.episode())));
    }

    assertEquals(8.0, episodes.size() / 600.0, 0.5);
    assertTrue(sizes.size() > 5, "sizes " + sizes);
  }

  @Test
  void shouldEndOnlyWhatTheWebhookWasToldOf() throws Exception {
    Batch firing = alerts.next(BEGIN).orElseThrow();
    alerts.noMore();
    String told = firing.statements().get(0).episode();

    assertTrue(alerts.next(BEGIN.plusSeconds(3600)).isEmpty(), "nobody was told");
    alerts.told(told, BEGIN.plusSeconds(3600));
    Instant later = BEGIN.plusSeconds(3600).plus(LIFE);
    Batch resolved = alerts.next(later).orElseThrow();

    assertEquals(Set.of(new Statement(told, "resolved")), Set.copyOf(resolved.statements()));
    JsonNode body = new ObjectMapper().readTree(resolved.body()).get(0);
    JsonNode before = new ObjectMapper().readTree(firing.body()).get(0);
    assertEquals(before.get("labels"), body.get("labels"));
    assertEquals(before.get("startsAt"), body.get("startsAt"));
    assertFalse(Instant.parse(body.get("endsAt").asText()).isAfter(later));
  }

  @Test
  void shouldEndOnceAlthoughItWasToldTwice() {
    String told = alerts.next(BEGIN).orElseThrow().statements().get(0).episode();
    alerts.noMore();
    alerts.told(told, BEGIN);
    alerts.told(told, BEGIN);
    assertEquals(1, alerts.next(BEGIN.plus(LIFE)).orElseThrow().statements().size());
    alerts.told(told, BEGIN.plus(LIFE));

    assertTrue(alerts.next(BEGIN.plusSeconds(60)).isEmpty());
  }

  @Test
  void shouldBeExhaustedWhenAllHasEnded() {
    Batch firing = alerts.next(BEGIN).orElseThrow();
    alerts.noMore();
    assertFalse(alerts.exhausted());
    firing.statements().forEach(each -> alerts.told(each.episode(), BEGIN));
    assertFalse(alerts.exhausted());
    alerts.next(BEGIN.plus(LIFE));

    assertTrue(alerts.exhausted());
  }
}
