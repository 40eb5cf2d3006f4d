package io.vigia.router.deliver;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.deliver.FakeServer.Answer;
import io.vigia.router.deliver.FakeServer.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of deliveries whose receivers are away, slow, choosy or limited. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = DeliverTestResource.class, restrictToAnnotatedClass = true)
class DeliveryTest extends DeliverCase {

  @Test
  void shouldTellWhatIsAboveTheLimitAsOneDigestAndLoseNothing() {
    String storm = unique();
    api().body(storm("limited", storm, 30)).post("/api/v2/alerts").then().statusCode(200);
    await()
        .atMost(SOON)
        .until(
            () -> count("limited", "delivered", storm) + count("limited", "digested", storm) == 30);
    List<Request> came = server().taken("/limited", "");
    assertTrue(came.size() < 12, came.size() + " notifications of 30");
    Request digest =
        came.stream().filter(r -> r.body().contains("VigiaDigest")).findFirst().orElseThrow();
    assertTrue(digest.body().contains("notifications of"), digest.body());
    assertTrue(digest.body().contains("Test ×"), digest.body());
    api()
        .get("/api/v1/deliveries?status=digested&receiver=limited&limit=1000")
        .then()
        .body("findAll { it.digest == null }.size()", equalTo(0))
        .body("findAll { it.digest == '" + digest.id() + "' }.size()", greaterThanOrEqualTo(2));
  }

  @Test
  void shouldTellTheFallbackWhatDiesAndSayWhy() {
    String service = unique();
    server().answer("/dying", 400);
    fires("dying", service);
    await().atMost(SOON).until(() -> server().taken("/rescue", service).size() == 1);
    Request told = server().taken("/rescue", service).get(0);
    assertEquals(
        "told here instead of dying/webhook-0: rejected: HTTP 400",
        told.json().getJsonObject("commonAnnotations").getString("vigia_note"));
    api()
        .get("/api/v1/deliveries/" + told.id())
        .then()
        .body("origin", equalTo(id("dying", service)));
  }

  @Test
  void shouldTellTheFallbackOnceWhenAReceiverIsOutOfReachForTooLong() {
    String service = unique();
    server().answer("/away", 503);
    fires("away", service);
    await().atMost(SOON).until(() -> server().taken("/rescue", service).size() == 1);
    server().answer("/away", 200);
    await().atMost(SOON).until(() -> count("away", "delivered", service) == 1);
    assertEquals(1, server().taken("/rescue", service).size());
  }

  @Test
  void shouldSendDeadLettersAgainWithTheSameId() {
    String service = unique();
    server().answer("/letters", 422);
    fires("letters", service);
    await().atMost(SOON).until(() -> count("letters", "dead", service) == 1);
    String id = id("letters", service);
    server().answer("/letters", 200);
    api("other-key").post("/api/v1/deliveries/" + id + "/replay").then().statusCode(404);
    api("other-key").get("/api/v1/deliveries/" + id).then().statusCode(404);
    api("other-key").post("/api/v1/deliveries/replay").then().body("replayed", equalTo(0));
    api()
        .post("/api/v1/deliveries/" + id + "/replay")
        .then()
        .statusCode(200)
        .body("status", equalTo("pending"));
    await().atMost(SOON).until(() -> server().taken("/letters", service).size() == 1);
    assertEquals(id, server().taken("/letters", service).get(0).id());
    await().atMost(SOON).until(() -> count("letters", "delivered", service) == 1);
    api()
        .post("/api/v1/deliveries/" + id + "/replay?force=true")
        .then()
        .statusCode(409)
        .contentType("application/problem+json");

    String second = unique();
    server().answer("/letters", 422);
    fires("letters", second);
    await().atMost(SOON).until(() -> count("letters", "dead", second) == 1);
    server().answer("/letters", 200);
    api()
        .post("/api/v1/deliveries/replay?receiver=letters")
        .then()
        .body("replayed", equalTo(1))
        .body("more", equalTo(false));
    await().atMost(SOON).until(() -> server().taken("/letters", second).size() == 1);
    api()
        .get("/api/v1/deliveries?status=lost")
        .then()
        .statusCode(400)
        .body("field", equalTo("status"));
    api().post("/api/v1/deliveries/no-uuid/replay").then().statusCode(404);
  }

  @Test
  void shouldDelayNobodyElseWhileAReceiverHangs() {
    server().answer("/hanging", body -> new Answer(200, Map.of(), "", true));
    String storm = unique();
    api().body(storm("hanging", storm, 40)).post("/api/v2/alerts").then().statusCode(200);
    await().atMost(SOON).until(() -> server().requests("/hanging", storm).size() >= 8);
    Instant began = Instant.now();
    for (int i = 0; i < DeliverTestResource.QUICK; i++) {
      fires("quick-" + i, storm);
    }
    await()
        .atMost(SOON)
        .until(
            () ->
                IntStream.range(0, DeliverTestResource.QUICK)
                    .allMatch(i -> server().taken("/quick-" + i, storm).size() == 1));
    var took = Duration.between(began, Instant.now());
    assertTrue(took.toSeconds() < 10, "20 others were told within " + took);
    server().answer("/hanging", 200);
    await().atMost(SOON).until(() -> count("hanging", "delivered", storm) == 40);
  }

  @Test
  void shouldLeaveAReceiverAloneForAsLongAsItAsks() {
    var asked = new AtomicInteger(1);
    server()
        .answer(
            "/asks",
            body ->
                asked.getAndDecrement() > 0
                    ? new Answer(429, Map.of("Retry-After", "4"), "", false)
                    : Answer.OK);
    String first = unique();
    fires("asks", first);
    await().atMost(SOON).until(() -> server().requests("/asks", first).size() == 1);
    Instant refused = server().requests("/asks", first).get(0).at();
    String second = unique();
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                api()
                    .get("/api/v1/deliveries/" + id("asks", first))
                    .then()
                    .body("lastError", equalTo("HTTP 429")));
    fires("asks", second);
    await().atMost(SOON).until(() -> server().taken("/asks", "").size() >= 2);
    for (Request request : server().taken("/asks", "")) {
      assertFalse(request.at().isBefore(refused.plusMillis(3_900)), "not within 4 s");
    }
  }

  @Test
  void shouldHardlyTryADeadReceiverInAStorm() {
    String storm = unique();
    server().answer("/storm", 503);
    api().body(storm("storm", storm, 300)).post("/api/v2/alerts").then().statusCode(200);
    await().atMost(SOON).until(() -> count("storm", "pending", storm) == 300);
    await().atMost(SOON).until(() -> isOpen("storm"));
    int tries = server().requests("/storm", storm).size();
    assertTrue(tries < 20, tries + " tries of 300 that wait");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                api()
                    .get("/q/metrics")
                    .then()
                    .body(containsString("vigia_deliveries_kept{state=\"pending\"}")));
    server().answer("/storm", 200);
    await().atMost(SOON).until(() -> count("storm", "delivered", storm) == 300);
    assertEquals(300, server().taken("/storm", storm).size(), "each once");
  }

  @Test
  void shouldTellOnlyWhatFiresThroughSoManyFlushes() {
    String brief = unique();
    String lasting = unique();
    Instant began = Instant.now();
    fires("counted", brief);
    post("counted", brief, began, Instant.now(), "over");
    fires("counted", lasting);
    await().atMost(SOON).until(() -> server().taken("/counted", lasting).size() == 1);
    assertTrue(
        Duration.between(began, server().taken("/counted", lasting).get(0).at()).toMillis()
            >= 2_000,
        "two group intervals later");
    await().atMost(SOON).until(() -> count("counted", "pending", brief) == 0);
    assertEquals(0, server().requests("/counted", brief).size());
  }

  /** What the circuit's gauge says. */
  private static boolean isOpen(String receiver) {
    String line =
        "vigia_receiver_open{integration=\"webhook-0\",receiver=\"" + receiver + "\"} 1.0";
    return api().get("/q/metrics").asString().contains(line);
  }

  private static String storm(String to, String service, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                """
                {"labels":{"alertname":"Test","service":"%s-%d","to":"%s"}}"""
                    .formatted(service, i, to))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
