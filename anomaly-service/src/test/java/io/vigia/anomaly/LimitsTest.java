package io.vigia.anomaly;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vigia.contracts.Measurement;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.event.EventPublisher;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A flood of series is dropped and counted; the known series learn on. */
@QuarkusTest
@TestProfile(LimitsTest.Small.class)
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(AnomalyTestResource.class)
class LimitsTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOON = Instant.parse("2026-01-21T12:00:00Z");

  /** A limit that a test can reach. */
  public static class Small implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("vigia.limits.series", "10");
    }
  }

  @Inject EventPublisher publisher;
  @Inject EventMapper events;

  @Test
  void shouldDropSeriesTooManyAndGoOnLearningTheKnownOnes() {
    String service = "svc-" + UUID.randomUUID();
    IntStream.range(0, 10).forEach(metric -> publish(service, metric, 1));
    await().atMost(SOON).until(() -> counts().size() == 10);
    IntStream.range(10, 40).forEach(metric -> publish(service, metric, 1));
    IntStream.range(0, 10).forEach(metric -> publish(service, metric, 2));
    await().atMost(SOON).until(() -> counts().equals(List.of(2, 2, 2, 2, 2, 2, 2, 2, 2, 2)));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                given()
                    .header("X-API-Key", "test-key")
                    .get("/q/metrics")
                    .then()
                    .body(containsString("vigia_refused_total{what=\"series\"} 30.0"))
                    .body(containsString("vigia_measurements_total{result=\"refused\"} 30.0")));
    assertEquals(10, counts().size());
  }

  private void publish(String service, int metric, int second) {
    var point =
        new Measurement(
            "default", service, "m" + metric, NOON.plusSeconds(second), second, Map.of());
    publisher.publish(List.of(events.outgoing(point, NOON))).await().atMost(SOON);
  }

  private static List<Integer> counts() {
    return given()
        .header("X-API-Key", "test-key")
        .get("/api/v1/series")
        .jsonPath()
        .getList("count");
  }
}
