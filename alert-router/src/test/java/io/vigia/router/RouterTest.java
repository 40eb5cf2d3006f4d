package io.vigia.router;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anything;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Remediation;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.event.EventPublisher;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The router against real Kafka, PostgreSQL and OpenSearch, through its public interfaces. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
class RouterTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject EventPublisher publisher;
  @Inject EventMapper events;

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String indexPrefix;

  @Test
  void shouldTellTheWebhookOnceThatItFiresAndOnceThatItEnded() {
    String service = "svc-" + UUID.randomUUID();
    post(service, "");
    await().atMost(SOON).until(() -> told(service).size() == 1);
    post(service, "");
    JsonObject firing = told(service).get(0);
    assertEquals("4", firing.getString("version"));
    assertEquals("firing", firing.getString("status"));
    assertEquals(
        "0001-01-01T00:00:00Z", firing.getJsonArray("alerts").getJsonObject(0).getString("endsAt"));
    assertEquals(
        "{}:{alertname=\"Test\", service=\"" + service + "\"}", firing.getString("groupKey"));

    post(service, ",\"endsAt\":\"" + Instant.now() + "\"");
    await().atMost(SOON).until(() -> told(service).size() == 2);
    assertEquals("resolved", told(service).get(1).getString("status"));
    api()
        .get("/api/v2/alerts")
        .then()
        .body("findAll { it.labels.service == '" + service + "' }", hasSize(0));
  }

  @Test
  void shouldTakeAlertsFromKafkaAndAskForTheRepairThatTheyWant() {
    String service = "svc-" + UUID.randomUUID();
    Alert alert =
        new Alert(
            "default",
            Status.FIRING,
            Labels.of(Map.of("alertname", "ServiceDown", "service", service)),
            Map.of("summary", "down <b>hard</b>"),
            Instant.now(),
            null,
            Instant.now(),
            2.0,
            "test",
            null,
            new Remediation("restart-service", service));
    publisher.publish(List.of(events.outgoing(alert, Instant.now()))).await().atMost(SOON);
    await().atMost(SOON).until(() -> told(service).size() == 1);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                api()
                    .get("/api/v1/deliveries?limit=1000")
                    .then()
                    .body(
                        "findAll { it.groupKey.contains('"
                            + service
                            + "') && it.status =="
                            + " 'delivered' }",
                        hasSize(3)));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                given()
                    .get(
                        cluster
                            + "/"
                            + indexPrefix
                            + "vigia-alerts/_doc/default-"
                            + alert.episode())
                    .then()
                    .body("_source.status", equalTo("firing")));
    api()
        .get("/")
        .then()
        .statusCode(200)
        .body(containsString(service))
        .body(containsString("down &lt;b&gt;hard&lt;/b&gt;"));
  }

  @Test
  void shouldPutABadRecordAsideAndGoOn() {
    String service = "svc-" + UUID.randomUUID();
    var good =
        new Alert(
            "default",
            Status.FIRING,
            Labels.of(Map.of("alertname", "AfterBad", "service", service)),
            Map.of(),
            Instant.now(),
            null,
            Instant.now(),
            null,
            "test",
            null,
            null);
    var wellFormed = events.outgoing(good, Instant.now());
    var broken =
        new io.vigia.kit.event.OutgoingEvent(
            UUID.randomUUID(),
            wellFormed.topic(),
            wellFormed.key(),
            "test",
            Instant.now(),
            "{\"tenant\":\"default\",\"status\":\"burning\"}");
    publisher.publish(List.of(broken, wellFormed)).await().atMost(SOON);
    await().atMost(SOON).until(() -> told(service).size() == 1);
    api().get("/q/metrics").then().body(containsString("vigia_dead_letters_total"));
  }

  @Test
  void shouldRetryUntilTheReceiverTakesIt() {
    String service = "svc-" + UUID.randomUUID();
    RouterTestResource.receiver().answer(503);
    try {
      post(service, "");
      await().atMost(SOON).until(() -> told(service).size() >= 2);
    } finally {
      RouterTestResource.receiver().answer(200);
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                api()
                    .get("/api/v1/deliveries?limit=1000")
                    .then()
                    .body(
                        "findAll { it.groupKey.contains('"
                            + service
                            + "') && it.status =="
                            + " 'pending' }",
                        hasSize(0)));
    long ids =
        RouterTestResource.receiver().messages().stream()
            .filter(m -> m.body().contains(service))
            .map(Receiver.Message::id)
            .distinct()
            .count();
    assertEquals(1, ids, "repeats carry the same id");
  }

  @Test
  void shouldStoreTheOthersWhenSomeAlertsAreRefused() {
    String service = "svc-" + UUID.randomUUID();
    String whole = "{\"labels\":{\"alertname\":\"Whole\",\"service\":\"" + service + "\"}}";
    String broken = "{\"labels\":{\"a\":\"b\"},\"annotations\":{\"summary\":null}}";
    api()
        .body("[{\"labels\":{}}," + whole + "," + broken + "]")
        .post("/api/v2/alerts")
        .then()
        .statusCode(400)
        .body("field", equalTo("[0].labels"))
        .body("detail", containsString("[2].annotations"));
    api()
        .queryParam("filter", "service=\"" + service + "\"")
        .get("/api/v2/alerts")
        .then()
        .body("labels.alertname", equalTo(List.of("Whole")));
  }

  @Test
  void shouldNameWhatIsWrong() {
    refused("[{\"labels\":{}}]", 400, "[0].labels");
    refused("[{\"labels\":{\"a\":\"b\"},\"lables\":{}}]", 400, "[0].lables");
    refused("[{\"labels\":{\"a\":\"b\"},\"startsAt\":\"soon\"}]", 400, "[0].startsAt");
    refused("[null]", 400, "[0]");
    refused("[{\"labels\":{\"a\":\"b\\u0000\"}}]", 400, "[0].labels");
    refused("[{\"labels\":{\"a\":\"" + "x".repeat(1025) + "\"}}]", 400, "[0].labels");
    refused(
        "[{\"labels\":{\"a\":\"b\"},\"startsAt\":\"+1000000-01-01T00:00:00Z\"}]",
        400,
        "[0].startsAt");
    refused("[" + "{},".repeat(1000) + "{}]", 413, "body");
    refused("[{\"labels\":{\"a\":\"b\"},\"labels\":{\"a\":\"c\"}}]", 400, null);
    refused("[{\"labels\":{\"a\":" + "1".repeat(1001) + "}}]", 400, null);
    refused("[".repeat(100) + "]".repeat(100), 400, null);
    api()
        .header("Sec-Fetch-Site", "cross-site")
        .body("[]")
        .post("/api/v2/alerts")
        .then()
        .statusCode(403);
    api()
        .body("[{\"labels\":\n{\"a\":")
        .post("/api/v2/alerts")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("line", equalTo(2));
  }

  @Test
  void shouldRefuseABodyThatIsTooLarge() throws Exception {
    var head =
        "POST /api/v2/alerts HTTP/1.1\r\nHost: localhost\r\nX-API-Key: test-key\r\n"
            + "Content-Type: application/json\r\nContent-Length: 52428800\r\n\r\n[";
    try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
      assertTrue(answer.contains("urn:vigia:problem:too-large"), answer);
    }
  }

  @Test
  void shouldAnswerNobodyWithoutAKey() {
    given().get("/api/v2/alerts").then().statusCode(401).contentType("application/problem+json");
    given().header("X-API-Key", "wrong").get("/").then().statusCode(401);
    given().get("/q/health/live").then().statusCode(401);
    given().auth().preemptive().basic("any", "test-key").get("/").then().statusCode(200);
    given().auth().oauth2("test-key").get("/q/health/ready").then().statusCode(200);
    api().post("/-/reload").then().statusCode(403).contentType("application/problem+json");
  }

  @Test
  void shouldRefuseKeysThatDoNotAgree() {
    api().header("Authorization", "Bearer other-key").get("/").then().statusCode(401);
    api().header("Authorization", "Bearer test-key").get("/").then().statusCode(200);
  }

  @Test
  void shouldHoldWhoGuessesKeysButNotWhoKnowsOne() throws IOException {
    assertTrue(fromElsewhere("test-key").startsWith("HTTP/1.1 200"));
    for (int i = 0; i < 10; i++) {
      assertTrue(fromElsewhere("guess-" + i).startsWith("HTTP/1.1 401"));
    }
    String held = fromElsewhere("other-key");
    assertTrue(held.startsWith("HTTP/1.1 429"), held);
    assertTrue(held.matches("(?s).*(?i)retry-after: [1-6]?\\d\r\n.*"), held);
    assertTrue(held.contains("urn:vigia:problem:attempts"), held);
    assertTrue(fromElsewhere("test-key").startsWith("HTTP/1.1 200"));
    api().get("/").then().statusCode(200);
    api()
        .get("/q/metrics")
        .then()
        .body(containsString("vigia_authentication_failures_total{result=\"limited\"} 1.0"));
  }

  /** From an address of its own, for what is counted there must not hold the other tests. */
  private static String fromElsewhere(String key) throws IOException {
    try (var socket =
        new Socket("127.0.0.1", RestAssured.port, InetAddress.getByName("127.0.0.9"), 0)) {
      String request =
          "GET /api/v1/agents HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-API-Key: "
              + key
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void shouldNameTheParameterThatIsNoNumber() {
    for (String limit : List.of("abc", "1.5", "99999999999")) {
      api()
          .get("/api/v1/deliveries?limit=" + limit)
          .then()
          .statusCode(400)
          .contentType("application/problem+json")
          .body("field", equalTo("limit"));
    }
    api().get("/api/v1/deliveries?limit=0").then().statusCode(400).body("field", equalTo("limit"));
    api().get("/api/v1/deliveries?limit=2").then().statusCode(200);
  }

  @Test
  void shouldTellBrowsersNotToGuessTypes() {
    for (String path : List.of("/", "/api/v2/alerts", "/nowhere", "/q/metrics")) {
      api().get(path).then().header("X-Content-Type-Options", "nosniff");
    }
    given().get("/").then().statusCode(401).header("X-Content-Type-Options", "nosniff");
  }

  @Test
  void shouldKeepTenantsApart() {
    String service = "svc-" + UUID.randomUUID();
    post(service, "");
    await().atMost(SOON).until(() -> told(service).size() == 1);
    given()
        .header("X-API-Key", "other-key")
        .get("/api/v2/alerts")
        .then()
        .body("findAll { it.labels.service == '" + service + "' }", hasSize(0));
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key").contentType("application/json");
  }

  private static void post(String service, String more) {
    api()
        .body("[{\"labels\":{\"alertname\":\"Test\",\"service\":\"" + service + "\"}" + more + "}]")
        .post("/api/v2/alerts")
        .then()
        .statusCode(200);
  }

  private static void refused(String body, int status, String field) {
    api()
        .body(body)
        .post("/api/v2/alerts")
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("field", field == null ? anything() : equalTo(field));
  }

  private static List<JsonObject> told(String service) {
    List<JsonObject> told =
        RouterTestResource.receiver().messages().stream()
            .filter(m -> m.body().contains(service))
            .map(m -> new JsonObject(m.body()))
            .toList();
    assertTrue(told.stream().allMatch(m -> m.getJsonArray("alerts").size() == 1));
    return told;
  }
}
