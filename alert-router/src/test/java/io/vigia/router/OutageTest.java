package io.vigia.router;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.platform.PlatformTestResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What others do without us, and we without them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
@TestProfile(OutageTest.MovedClock.class)
class OutageTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int SERVICES = 20;

  /** The system's clock, moved forward by the test. */
  @Alternative
  @ApplicationScoped
  public static class TestClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;

    void advance(Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  public static class MovedClock implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(TestClock.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("vigia.router.intake-timeout", "2s");
    }
  }

  @Inject TestClock clock;
  @Inject Pool pool;

  @Test
  void shouldDeliverEverythingInOrderToAReceiverThatWasAwayForAnHour() {
    RouterTestResource.receiver().answer(503);
    Instant began = clock.instant();
    IntStream.range(0, SERVICES).forEach(i -> post("away-" + i, began, began.plusSeconds(36_000)));
    await().atMost(SOON).until(() -> pending("away-") == SERVICES);
    IntStream.range(0, SERVICES).forEach(i -> post("away-" + i, began, clock.instant()));
    for (int minutes = 0; minutes < 60; minutes += 5) {
      clock.advance(Duration.ofMinutes(5));
      await().atMost(SOON).until(() -> overdue() == 0);
    }
    int back = messages(0).size();
    assertTrue(back < 8 + 3 + 12 + 8, back + " tries: what waits is not tried one by one");
    RouterTestResource.receiver().answer(200);
    clock.advance(Duration.ofMinutes(5));

    await()
        .atMost(SOON)
        .until(
            () ->
                messages(back).stream().filter(m -> status(m).equals("resolved")).count()
                    == SERVICES);
    for (int i = 0; i < SERVICES; i++) {
      String service = "away-" + i;
      List<Receiver.Message> after =
          messages(back).stream().filter(m -> service(m).equals(service)).toList();
      assertEquals(
          List.of("firing", "resolved"), after.stream().map(OutageTest::status).toList(), service);
      long ids =
          messages(0).stream()
              .filter(m -> service(m).equals(service))
              .map(Receiver.Message::id)
              .distinct()
              .count();
      assertEquals(2, ids, "every try of a notification carries the same id");
    }
  }

  @Test
  void shouldAcknowledgeNothingWhileTheDatabaseStandsStill() {
    var stuck = pool.getConnection().await().atMost(SOON);
    var transaction = stuck.begin().await().atMost(SOON);
    stuck.query("set local idle_in_transaction_session_timeout = 0").executeAndAwait();
    stuck.query("lock table alert in access exclusive mode").executeAndAwait();
    Instant now = clock.instant();
    try {
      tried("stuck", now, now.plusSeconds(600))
          .statusCode(503)
          .header("Retry-After", notNullValue())
          .contentType("application/problem+json")
          .body("type", equalTo("urn:vigia:problem:unavailable"));
    } finally {
      transaction.rollback().await().atMost(SOON);
      stuck.close().await().atMost(SOON);
    }
    await()
        .atMost(SOON)
        .untilAsserted(() -> tried("stuck", now, now.plusSeconds(600)).statusCode(200));
  }

  private long pending(String service) {
    return pool.preparedQuery(
            """
            select count(*) from delivery
             where status = 'pending' and integration = 'webhook-0' and lane like $1""")
        .execute(Tuple.of("%" + service + "%"))
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getLong(0);
  }

  /**
   * Deliveries whose turn it is; one behind another of its lane has to wait for that, and so has
   * what is for a receiver that is left alone.
   */
  private long overdue() {
    return pool.preparedQuery(
            """
            select count(*) from delivery d where status = 'pending' and next_attempt_at <= $1
               and not exists (select 1 from circuit c
                                where c.target = d.target and c.open_until > $1)
               and not exists (select 1 from delivery e
                                where e.lane = d.lane and e.seq < d.seq and e.status = 'pending')""")
        .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getLong(0);
  }

  private static void post(String service, Instant startsAt, Instant endsAt) {
    tried(service, startsAt, endsAt).statusCode(200);
  }

  private static ValidatableResponse tried(String service, Instant startsAt, Instant endsAt) {
    return given()
        .header("X-API-Key", "test-key")
        .contentType("application/json")
        .body(
            """
            [{"labels":{"alertname":"Test","service":"%s"},"startsAt":"%s","endsAt":"%s"}]"""
                .formatted(service, startsAt, endsAt))
        .post("/api/v2/alerts")
        .then();
  }

  /** What this test's receiver got, from the given message on. */
  private static List<Receiver.Message> messages(int from) {
    return RouterTestResource.receiver().messages().stream()
        .filter(m -> service(m).startsWith("away-"))
        .skip(from)
        .toList();
  }

  private static String service(Receiver.Message message) {
    return new JsonObject(message.body()).getJsonObject("groupLabels").getString("service");
  }

  private static String status(Receiver.Message message) {
    return new JsonObject(message.body()).getString("status");
  }
}
