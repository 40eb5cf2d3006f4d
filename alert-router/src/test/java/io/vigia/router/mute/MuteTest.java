package io.vigia.router.mute;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.RouterTestResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Silences, inhibition and time intervals, by the API and by what the receiver hears. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
class MuteTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private String service;

  @BeforeEach
  void name() {
    service = "svc-" + UUID.randomUUID();
  }

  @Test
  void shouldTellNobodyOfASilencedAlertUntilTheSilenceIsOver() {
    String silence = silence(Duration.ofHours(1));
    fire(Map.of());
    list("").body("status.state", contains("suppressed"));
    list("").body("status[0].silencedBy", contains(silence));
    list("&silenced=false").body("", empty());
    list("&active=false").body("", hasSize(1));
    untilFlushed();
    assertEquals(List.of(), told());

    api().delete("/api/v2/silence/" + silence).then().statusCode(200);
    await().atMost(SOON).until(() -> told().equals(List.of("firing")));
    list("&active=false").body("", empty());
    api()
        .get("/api/v2/silence/" + silence)
        .then()
        .statusCode(200)
        .body("status.state", equalTo("expired"));
  }

  @Test
  void shouldTellTheEndOfWhatItToldOnceTheSilenceIsOver() {
    fire(Map.of());
    await().atMost(SOON).until(() -> told().equals(List.of("firing")));
    String silence = silence(Duration.ofHours(1));
    fire(Map.of(), ",\"endsAt\":\"" + Instant.now() + "\"");
    untilFlushed();
    assertEquals(List.of("firing"), told());
    api().delete("/api/v2/silence/" + silence);
    await().atMost(SOON).until(() -> told().equals(List.of("firing", "resolved")));
  }

  @Test
  void shouldSpeakOfTheOthersOfAGroupAndOfTheSilencedOnceItMay() {
    Instant now = Instant.now();
    String two =
        saved(
            body(
                now,
                now.plus(Duration.ofHours(1)),
                matcher("service", service),
                matcher("host", "two")));
    fire(Map.of("host", "two"));
    fire(Map.of("host", "one"));
    await().atMost(SOON).until(() -> hosts().equals(List.of(List.of("one"))));
    fire(Map.of("host", "one"), ",\"endsAt\":\"" + Instant.now() + "\"");
    await().atMost(SOON).until(() -> hosts().size() == 2);
    fire(Map.of("host", "three"));
    fire(Map.of("host", "three"), ",\"endsAt\":\"" + Instant.now() + "\"");
    untilFlushed();
    List<List<String>> before = hosts();
    assertFalse(before.stream().anyMatch(hosts -> hosts.contains("two")), before.toString());
    api().delete("/api/v2/silence/" + two);
    await().atMost(SOON).until(() -> hosts().stream().anyMatch(h -> h.contains("two")));
  }

  @Test
  void shouldTellAgainWhatWasLeftOutWhileItWasSilenced() {
    fire(Map.of("host", "one"));
    await().atMost(SOON).until(() -> hosts().equals(List.of(List.of("one"))));
    String silence = silence(Duration.ofHours(1), matcher("host", "one"));
    fire(Map.of("host", "two"));
    await().atMost(SOON).until(() -> hosts().size() == 2);
    assertEquals(List.of("two"), hosts().get(1));
    api().delete("/api/v2/silence/" + silence);
    await().atMost(SOON).until(() -> hosts().size() == 3);
    assertEquals(List.of("one", "two"), hosts().get(2));
  }

  @Test
  void shouldKeepTheLargestSilenceThatItTakes() {
    Instant now = Instant.now();
    String quotes = "\"".repeat(3_900);
    String id = saved(body(now, now.plusSeconds(600), matcher("service", quotes)));
    api()
        .get("/api/v2/silence/" + id)
        .then()
        .statusCode(200)
        .body("matchers[0].value", equalTo(quotes));
    fire(Map.of());
    await().atMost(SOON).until(() -> told().equals(List.of("firing")));
    api().delete("/api/v2/silence/" + id).then().statusCode(200);
  }

  @Test
  void shouldNotTellATargetWhileItsSourceFires() {
    String host = "host-" + UUID.randomUUID();
    post("HostDown", Map.of("host", host), "");
    fire(Map.of("host", host));
    list("").body("status.state", contains("suppressed"));
    list("").body("status[0].inhibitedBy", hasSize(1));
    list("&inhibited=false").body("", empty());
    untilFlushed();
    assertEquals(List.of(), told("Test"));
    assertEquals(List.of("firing"), told("HostDown"));

    post("HostDown", Map.of("host", host), ",\"endsAt\":\"" + Instant.now() + "\"");
    await().atMost(SOON).until(() -> told("Test").equals(List.of("firing")));
  }

  @Test
  void shouldTellNobodyWhileTheRouteIsMute() {
    fire(Map.of("team", "asleep"));
    fire(Map.of("team", "away"));
    untilFlushed();
    assertEquals(List.of(), told());
    fire(Map.of("team", "awake"));
    await().atMost(SOON).until(() -> told().equals(List.of("firing")));
  }

  @Test
  void shouldReplaceASilenceAsAlertmanagerDoes() {
    String first = silence(Duration.ofHours(1));
    JsonObject known = new JsonObject(api().get("/api/v2/silence/" + first).asString());
    String longer =
        saved(known.copy().put("endsAt", Instant.now().plus(Duration.ofHours(2)).toString()));
    assertEquals(first, longer, "the same silence, for longer");
    String other =
        saved(known.copy().put("matchers", new JsonArray().add(matcher("service", "other"))));
    assertNotEquals(first, other, "it silences something else");
    api().get("/api/v2/silence/" + first).then().body("status.state", equalTo("expired"));
    api()
        .get("/api/v2/silences?filter=service=\"other\"")
        .then()
        .body("id", hasItem(other))
        .body("id", not(hasItem(first)));
  }

  @Test
  void shouldKeepSilencesOfTenantsApart() {
    String silence = silence(Duration.ofHours(1));
    var stranger = given().header("X-API-Key", "other-key");
    stranger.get("/api/v2/silence/" + silence).then().statusCode(404);
    given()
        .header("X-API-Key", "other-key")
        .delete("/api/v2/silence/" + silence)
        .then()
        .statusCode(404);
    given()
        .header("X-API-Key", "other-key")
        .get("/api/v2/silences")
        .then()
        .body("id", not(hasItem(silence)));
  }

  @Test
  void shouldNameWhatIsWrongWithASilence() {
    Instant now = Instant.now();
    refused(body(now.minusSeconds(20), now.minusSeconds(10), matcher("a", "b")), "endsAt");
    refused(body(now.plusSeconds(20), now.plusSeconds(10), matcher("a", "b")), "endsAt");
    refused(body(now, now.plusSeconds(10)), "matchers");
    refused(body(now, now.plusSeconds(10), matcher("a", "")), "matchers");
    refused(
        body(now, now.plusSeconds(10), matcher("a", "(").put("isRegex", true)),
        "matchers[0].value");
    refused(body(now, now.plusSeconds(10), matcher("", "b")), "matchers[0].name");
    refused(body(now, now.plusSeconds(10), matcher("a", "b\0")), "matchers[0]");
    refused(
        body(now, now.plusSeconds(10), matcher("a", "b")).put("endsAt", "+12000-01-01T00:00:00Z"),
        "endsAt");
    refused(body(now, now.plusSeconds(10), matcher("a", "b")).putNull("comment"), "comment");
    api().get("/api/v2/silence/" + UUID.randomUUID()).then().statusCode(404);
    api().get("/api/v2/silence/none").then().statusCode(404);
    api()
        .get("/api/v2/silences?filter=a=~\"(\"")
        .then()
        .statusCode(400)
        .body("field", equalTo("filter"))
        .body("detail", containsString("a=~\"(\""));
  }

  @Test
  void shouldListGroupsWithTheirReceiver() {
    fire(Map.of("host", "one"));
    fire(Map.of("host", "two"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                api()
                    .get("/api/v2/alerts/groups?filter=service=" + service)
                    .then()
                    .body("", hasSize(1))
                    .body("[0].labels.service", equalTo(service))
                    .body("[0].receiver.name", equalTo("vigia"))
                    .body("[0].alerts.labels.host", containsInAnyOrder("one", "two")));
    api()
        .get("/api/v2/alerts/groups?receiver=nobody&filter=service=" + service)
        .then()
        .body("", empty());
  }

  private String silence(Duration length, JsonObject... more) {
    Instant now = Instant.now();
    var matchers = new ArrayList<>(List.of(more));
    matchers.add(matcher("service", service));
    return saved(body(now, now.plus(length), matchers.toArray(JsonObject[]::new)));
  }

  /** Of each notification about the service, in the order of names. */
  private List<List<String>> hosts() {
    return RouterTestResource.receiver().messages().stream()
        .map(message -> new JsonObject(message.body()))
        .filter(m -> m.getJsonObject("groupLabels").getString("service").equals(service))
        .map(
            m ->
                m.getJsonArray("alerts").stream()
                    .map(a -> ((JsonObject) a).getJsonObject("labels").getString("host"))
                    .sorted()
                    .toList())
        .toList();
  }

  private static String saved(JsonObject silence) {
    return api()
        .body(silence.encode())
        .post("/api/v2/silences")
        .then()
        .statusCode(200)
        .extract()
        .path("silenceID");
  }

  private static JsonObject body(Instant from, Instant to, JsonObject... matchers) {
    return new JsonObject()
        .put("matchers", new JsonArray(List.of(matchers)))
        .put("startsAt", from.toString())
        .put("endsAt", to.toString())
        .put("createdBy", "ana")
        .put("comment", "maintenance");
  }

  private static JsonObject matcher(String name, String value) {
    return new JsonObject().put("name", name).put("value", value).put("isRegex", false);
  }

  private static void refused(JsonObject silence, String field) {
    api()
        .body(silence.encode())
        .post("/api/v2/silences")
        .then()
        .statusCode(400)
        .body("field", equalTo(field));
  }

  private void fire(Map<String, String> labels) {
    fire(labels, "");
  }

  private void fire(Map<String, String> labels, String more) {
    post("Test", labels, more);
  }

  private void post(String name, Map<String, String> labels, String more) {
    var all = new TreeMap<String, Object>(labels);
    all.put("alertname", name);
    all.put("service", service);
    api()
        .body("[{\"labels\":" + new JsonObject(all).encode() + more + "}]")
        .post("/api/v2/alerts")
        .then()
        .statusCode(200);
  }

  private ValidatableResponse list(String more) {
    return api()
        .get("/api/v2/alerts?filter=service=" + service + "&filter=alertname=Test" + more)
        .then()
        .statusCode(200);
  }

  /** Groups are flushed in the order in which they are due: a later one was told. */
  private void untilFlushed() {
    for (int i = 0; i < 2; i++) {
      String later = "later-" + UUID.randomUUID();
      api()
          .body("[{\"labels\":{\"alertname\":\"Later\",\"service\":\"" + later + "\"}}]")
          .post("/api/v2/alerts");
      await().atMost(SOON).until(() -> !told("Later", later).isEmpty());
    }
  }

  private List<String> told() {
    return told("Test");
  }

  private List<String> told(String name) {
    return told(name, service);
  }

  private static List<String> told(String name, String service) {
    return RouterTestResource.receiver().messages().stream()
        .map(message -> new JsonObject(message.body()))
        .filter(m -> m.getJsonObject("groupLabels").getString("service").equals(service))
        .filter(m -> m.getJsonObject("groupLabels").getString("alertname").equals(name))
        .map(m -> m.getString("status"))
        .toList();
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key").contentType("application/json");
  }
}
