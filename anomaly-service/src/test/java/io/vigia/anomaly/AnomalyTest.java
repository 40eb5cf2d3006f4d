package io.vigia.anomaly;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vigia.contracts.Measurement;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.event.EventPublisher;
import io.vigia.kit.event.OutgoingEvent;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The series against real Kafka and PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(AnomalyTestResource.class)
class AnomalyTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOON = Instant.parse("2026-10-21T12:00:00Z");

  @Inject EventPublisher publisher;
  @Inject EventMapper events;

  @Test
  void shouldLearnEveryPointOnceThoughTheyComeTwice() {
    String service = "svc-" + UUID.randomUUID();
    List<OutgoingEvent> points =
        IntStream.rangeClosed(1, 100).mapToObj(i -> point("default", service, i)).toList();
    publisher.publish(points).await().atMost(SOON);
    publisher.publish(points).await().atMost(SOON);
    publisher.publish(List.of(point("default", service, 101))).await().atMost(SOON);
    String series = "find { it.service == '" + service + "' }";
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                given()
                    .header("X-API-Key", "test-key")
                    .get("/api/v1/series")
                    .then()
                    .body(series + ".count", equalTo(101))
                    .body(series + ".last", equalTo(101f)));
    given()
        .header("X-API-Key", "test-key")
        .get("/api/v1/series")
        .then()
        .body(series + ".mean.toDouble()", closeTo(51, 1e-9))
        .body(series + ".minimum", equalTo(1f));
  }

  @Test
  void shouldKeepTenantsApart() {
    String service = "svc-" + UUID.randomUUID();
    publisher
        .publish(List.of(point("other", service, 1), point("default", service + "-mine", 1)))
        .await()
        .atMost(SOON);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                given()
                    .header("X-API-Key", "test-key")
                    .get("/api/v1/series")
                    .then()
                    .body("findAll { it.service.startsWith('" + service + "') }", hasSize(1)));
  }

  @Test
  void shouldIgnoreWhatComesFromTheFuture() {
    String service = "svc-" + UUID.randomUUID();
    var future =
        new Measurement(
            "default", service, "latency_ms", Instant.now().plusSeconds(3600), 99, Map.of());
    var present = new Measurement("default", service, "latency_ms", Instant.now(), 1, Map.of());
    publisher
        .publish(
            List.of(
                events.outgoing(future, Instant.now()), events.outgoing(present, Instant.now())))
        .await()
        .atMost(SOON);
    String series = "find { it.service == '" + service + "' }";
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                given()
                    .header("X-API-Key", "test-key")
                    .get("/api/v1/series")
                    .then()
                    .body(series + ".count", equalTo(1))
                    .body(series + ".last", equalTo(1f)));
    given()
        .header("X-API-Key", "test-key")
        .get("/q/metrics")
        .then()
        .body(containsString("vigia_measurements_total{result=\"ahead\"} 1.0"));
  }

  private OutgoingEvent point(String tenant, String service, int n) {
    var measurement =
        new Measurement(tenant, service, "latency_ms", NOON.plusSeconds(n), n, Map.of());
    return events.outgoing(measurement, NOON);
  }
}
