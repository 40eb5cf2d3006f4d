package io.vigia.router;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Event;
import io.vigia.contracts.Heartbeat;
import io.vigia.contracts.Labels;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.event.EventPublisher;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A flood meets a clear refusal, a metric, and no loss of what was known before. */
@QuarkusTest
@TestProfile(LimitsTest.Small.class)
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
class LimitsTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Limits that a test can reach. */
  public static class Small implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "vigia.limits.firing-alerts", "5",
          "vigia.limits.agents", "3",
          "vigia.limits.alerts-per-notification", "2");
    }
  }

  @Inject EventPublisher publisher;
  @Inject EventMapper events;

  @Test
  void shouldRefuseNewAlertsBeyondTheLimitAndStillTakeEnds() {
    String group = "http-" + UUID.randomUUID();
    post(group, "", 0, 5).statusCode(200);
    post(group, "", 5, 6)
        .statusCode(429)
        .header("Retry-After", "30")
        .contentType("application/problem+json")
        .body("type", equalTo("urn:vigia:problem:limit"))
        .body("detail", containsString("vigia.limits.firing-alerts"));
    post(group, "", 0, 5).statusCode(200);
    assertTrue(metric("vigia_refused_total{what=\"firing-alerts\"}") >= 1);
    kafka(IntStream.range(10, 14).mapToObj(i -> alert(group, i)));
    await().atMost(SOON).until(() -> metric("vigia_dead_letters_total") >= 4);
    firing(group, 5);

    // known ones go through beside new ones that do not
    post(group, ",\"endsAt\":\"" + Instant.now() + "\"", 0, 5).statusCode(200);
    firing(group, 0);
    await().atMost(SOON).untilAsserted(() -> post(group, "", 20, 22).statusCode(200));
    post(group, ",\"endsAt\":\"" + Instant.now() + "\"", 20, 22).statusCode(200);
  }

  @Test
  void shouldKeepOneTenantsFloodFromTheOthers() {
    String group = "tenants-" + UUID.randomUUID();
    post(group, "", 0, 6).statusCode(429);
    api("other-key").body(alerts(group, "", 0, 5)).post("/api/v2/alerts").then().statusCode(200);
    firing(group, 0);
  }

  @Test
  void shouldPutHeartbeatsOfAgentsTooManyAsideAndHearTheKnownOnes() {
    kafka(IntStream.range(0, 3).mapToObj(i -> heartbeat("a" + i, 1)));
    await().atMost(SOON).until(() -> agents().size() == 3);
    kafka(Stream.of(heartbeat("a0", 2), heartbeat("b", 1), heartbeat("a1", 2)));
    await().atMost(SOON).until(() -> metric("vigia_refused_total{what=\"agents\"}") == 1);
    await().atMost(SOON).until(() -> Integer.valueOf(2).equals(agents().get("a1")));
    assertEquals(Map.of("a0", 2, "a1", 2, "a2", 1), agents());
  }

  @Test
  void shouldTellOfALargeGroupPieceByPieceAndLeaveNothingOut() {
    String group = "large-" + UUID.randomUUID();
    String key = "third-key";
    api(key).body(alerts(group, "", 0, 5)).post("/api/v2/alerts").then().statusCode(200);
    await().atMost(SOON).until(() -> named(group, "firing").size() == 5);
    JsonObject first = told(group).get(0);
    assertEquals(2, first.getJsonArray("alerts").size());
    assertEquals(3, first.getInteger("truncatedAlerts"));

    String ended = ",\"endsAt\":\"" + Instant.now() + "\"";
    api(key).body(alerts(group, ended, 4, 5)).post("/api/v2/alerts").then().statusCode(200);
    await().atMost(SOON).until(() -> named(group, "resolved").size() == 1);

    String end = ",\"endsAt\":\"" + Instant.now() + "\"";
    api(key).body(alerts(group, end, 0, 5)).post("/api/v2/alerts").then().statusCode(200);
    await().atMost(SOON).until(() -> named(group, "resolved").size() == 5);
  }

  /** The fingerprints that notifications have named so. */
  private static Set<String> named(String group, String status) {
    return told(group).stream()
        .flatMap(n -> n.getJsonArray("alerts").stream())
        .map(JsonObject.class::cast)
        .filter(alert -> alert.getString("status").equals(status))
        .map(alert -> alert.getString("fingerprint"))
        .collect(Collectors.toSet());
  }

  @Test
  void shouldMeasureRandomPathsAsOne() {
    IntStream.range(0, 200)
        .forEach(i -> api("test-key").get("/nowhere/" + UUID.randomUUID()).then().statusCode(404));
    api("test-key").get("/q/metrics").then().statusCode(200).body(not(containsString("/nowhere/")));
  }

  private void kafka(Stream<? extends Event> all) {
    publisher
        .publish(all.map(e -> events.outgoing(e, Instant.now())).toList())
        .await()
        .atMost(SOON);
  }

  private static Alert alert(String group, int i) {
    return new Alert(
        "default",
        Status.FIRING,
        Labels.of(Map.of("alertname", "Flood", "service", group, "instance", "i" + i)),
        Map.of(),
        Instant.now(),
        null,
        Instant.now(),
        null,
        "a source that nobody knows " + i,
        null,
        null);
  }

  private static Heartbeat heartbeat(String agent, int sequence) {
    return new Heartbeat(
        "default",
        agent,
        sequence,
        Instant.now(),
        Duration.ZERO,
        Duration.ofHours(1),
        List.of(),
        new Heartbeat.Host(1, 1, 1, 1));
  }

  private static Map<String, Integer> agents() {
    List<Map<String, Object>> all = api("test-key").get("/api/v1/agents").jsonPath().getList("");
    return all.stream()
        .collect(Collectors.toMap(a -> (String) a.get("agent"), a -> (Integer) a.get("sequence")));
  }

  private static ValidatableResponse post(String group, String more, int from, int to) {
    return api("test-key").body(alerts(group, more, from, to)).post("/api/v2/alerts").then();
  }

  private static String alerts(String group, String more, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i ->
                "{\"labels\":{\"alertname\":\"Flood\",\"service\":\"%s\",\"instance\":\"i%d\"}%s}"
                    .formatted(group, i, more))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static void firing(String group, int count) {
    api("test-key")
        .get("/api/v2/alerts")
        .then()
        .body("findAll { it.labels.service == '" + group + "' }", hasSize(count));
  }

  private static double metric(String start) {
    return api("test-key")
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static List<JsonObject> told(String group) {
    return RouterTestResource.receiver().messages().stream()
        .filter(m -> m.body().contains(group))
        .map(m -> new JsonObject(m.body()))
        .toList();
  }

  private static RequestSpecification api(String key) {
    return given().header("X-API-Key", key).contentType("application/json");
  }
}
