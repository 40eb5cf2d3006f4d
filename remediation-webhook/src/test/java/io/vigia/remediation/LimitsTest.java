package io.vigia.remediation;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.contracts.RemediationRequest;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.event.EventPublisher;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A flood of wishes is refused while as many executions are open as may be. */
@QuarkusTest
@TestProfile(LimitsTest.Small.class)
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RemediationTestResource.class)
class LimitsTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

  /** A limit that a test can reach; nobody takes the executions up. */
  public static class Small implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("vigia.limits.open-executions", "4", "vigia.remediation.concurrency", "0");
    }
  }

  @Inject EventPublisher publisher;
  @Inject EventMapper events;
  @Inject Pool pool;

  @Test
  void shouldRefuseWishesBeyondTheLimitUntilSomeAreDone() {
    webhook(0, 3).statusCode(200);
    webhook(3, 5)
        .statusCode(503)
        .header("Retry-After", "30")
        .contentType("application/problem+json")
        .body("detail", containsString("vigia.limits.open-executions"));
    assertEquals(3, open());
    webhook(0, 3).statusCode(200); // the same wishes again are no new ones
    request(10);
    await().atMost(SOON).until(() -> open() == 4);
    request(11);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                api()
                    .get("/q/metrics")
                    .then()
                    .body(containsString("vigia_dead_letters_total{topic=")));
    assertEquals(4, open());

    pool.query("update execution set status = 'failed', finished_at = now()")
        .execute()
        .await()
        .atMost(SOON);
    await().atMost(SOON).untilAsserted(() -> webhook(3, 5).statusCode(200));
    assertEquals(2, open());
  }

  private void request(int i) {
    var alert =
        new Alert(
            "default",
            Status.FIRING,
            Labels.of(Map.of("alertname", "FakeServiceDown", "service", "s" + i)),
            Map.of(),
            BEGIN,
            null,
            BEGIN,
            null,
            "test",
            null,
            null);
    var wish =
        new RemediationRequest(
            "default", "call-fake-service", "s" + i, alert.episode(), alert, "test", BEGIN);
    publisher.publish(List.of(events.outgoing(wish, BEGIN))).await().atMost(SOON);
  }

  private static ValidatableResponse webhook(int from, int to) {
    String alerts =
        IntStream.range(from, to)
            .mapToObj(
                i ->
                    """
                    {"status":"firing","startsAt":"%s",
                     "labels":{"alertname":"FakeServiceDown","service":"s%d"}}"""
                        .formatted(BEGIN, i))
            .collect(Collectors.joining(","));
    return api().body("{\"version\":\"4\",\"alerts\":[" + alerts + "]}").post("/webhook").then();
  }

  private long open() {
    return pool.query("select count(*) from execution where status in ('queued', 'running')")
        .execute()
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getLong(0);
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key").contentType("application/json");
  }
}
