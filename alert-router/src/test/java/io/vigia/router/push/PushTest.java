package io.vigia.router.push;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.RouterTestResource;
import io.vigia.router.agent.DeadManTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that report by a URL, as a crontab with curl does. */
@QuarkusTest
@TestProfile(DeadManTest.ShortDeadlines.class)
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
class PushTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject Pool pool;

  private String job;

  @BeforeEach
  void name() {
    job = "job-" + UUID.randomUUID();
  }

  @Test
  void shouldTellThatAJobIsMissedAndThatItReportsAgain() {
    JsonObject made = create(Map.of("every", "1s", "grace", "1s", "labels", Map.of("team", "db")));
    push(made, "").statusCode(200).body(equalTo("OK\n"));
    await().atMost(SOON).until(() -> told("JobMissed").equals(List.of("firing")));
    assertEquals("missed", view(made).getString("state"));
    api()
        .get("/api/v2/alerts?filter=job=\"" + job + "\"")
        .then()
        .body("[0].labels.team", equalTo("db"))
        .body("[0].labels.severity", equalTo("critical"));
    push(made, "").statusCode(200);
    await().atMost(SOON).until(() -> told("JobMissed").contains("resolved"));
  }

  @Test
  void shouldTellAFailureByItsExitCodeAndKeepWhatItSaid() {
    JsonObject made =
        create(Map.of("cron", "0 2 * * *", "zone", "America/Lima", "severity", "warning"));
    given().body("disk is full\0").post(path(made) + "/3").then().statusCode(200);
    await().atMost(SOON).until(() -> told("JobFailed").equals(List.of("firing")));
    JsonObject view = view(made);
    assertEquals("failed", view.getString("state"));
    assertEquals(3, view.getJsonObject("lastPing").getInteger("exit"));
    assertEquals("disk is full ", view.getJsonObject("lastPing").getString("body"));
    api()
        .get("/api/v2/alerts?filter=job=\"" + job + "\"")
        .then()
        .body("[0].annotations.summary", equalTo("job " + job + " failed with 3"))
        .body("[0].annotations.description", equalTo("disk is full "));
    push(made, "/0").statusCode(200);
    await().atMost(SOON).until(() -> told("JobFailed").equals(List.of("firing", "resolved")));
    assertEquals("up", view(made).getString("state"));
    push(made, "/fail").statusCode(200);
    assertEquals("failed", view(made).getString("state"));
    given().body("x".repeat(50_000)).post(path(made)).then().statusCode(200);
    assertEquals(10_000, view(made).getJsonObject("lastPing").getString("body").length());
    assertEquals(4, view(made).getJsonArray("pings").size());
  }

  @Test
  void shouldMeasureARunAndTellOneThatNeverEnds() {
    JsonObject made = create(Map.of("every", "1h", "timeout", "2s"));
    push(made, "/start").statusCode(200);
    assertEquals("running", view(made).getString("state"));
    push(made, "").statusCode(200);
    assertTrue(Duration.parse(view(made).getString("lastDuration")).toMillis() < 2000);
    push(made, "/start").statusCode(200);
    await().atMost(SOON).until(() -> told("JobOverrun").equals(List.of("firing")));
    given().head(path(made)).then().statusCode(200);
    await().atMost(SOON).until(() -> told("JobOverrun").equals(List.of("firing", "resolved")));
    assertTrue(Duration.parse(view(made).getString("lastDuration")).toMillis() >= 2000);
  }

  @Test
  void shouldForgetAnAddressThatIsRotatedOrRevoked() {
    JsonObject made = create(Map.of("every", "1h"));
    JsonObject rotated = object(api().post(one(made) + "/rotate").then().statusCode(200));
    push(made, "").statusCode(404);
    push(rotated, "").statusCode(200);
    api().post(one(made) + "/revoke").then().statusCode(200).body("url", equalTo(null));
    push(rotated, "").statusCode(404);
    String kept =
        pool.preparedQuery("select row_to_json(m)::text as all from push_monitor m where name = $1")
            .execute(Tuple.of(job))
            .await()
            .atMost(SOON)
            .iterator()
            .next()
            .getString("all");
    assertFalse(kept.contains(token(rotated)), "the token is not kept");
    given().put(path(rotated)).then().statusCode(405);
  }

  @Test
  void shouldLetNobodyGuessAndThoseGoOnWhoKnow() {
    // another address of the loopback network is another guesser
    JsonObject made = create(Map.of("every", "1h"));
    Http guesser = new Http("127.0.0.77");
    assertEquals(200, guesser.get(path(made)));
    for (int i = 0; i < 10; i++) {
      assertEquals(404, guesser.get("/push/" + "guess".repeat(8) + i));
    }
    assertEquals(429, guesser.get("/push/" + "guess".repeat(9)));
    assertEquals(200, guesser.get(path(made)), "it knew this one before");
    JsonObject other = createNamed(job + "-2", Map.of("every", "1h"));
    assertEquals(200, guesser.get(path(other)), "who knows an address need not wait");
    push(other, "").statusCode(200);
  }

  @Test
  void shouldHearNothingOfATenantThatIsNotEnabled() {
    JsonObject made = create(Map.of("every", "PT1H"));
    push(made, "").statusCode(200);
    enabled(false);
    try {
      push(made, "").statusCode(404);
    } finally {
      enabled(true);
    }
    push(made, "").statusCode(200);
  }

  private void enabled(boolean enabled) {
    pool.preparedQuery(
            """
            insert into tenant (name, title, enabled, created_at, created_by)
            values ('default', 'default', $1, now(), 'test')
            on conflict (name) do update set enabled = excluded.enabled""")
        .execute(Tuple.of(enabled))
        .await()
        .atMost(SOON);
  }

  @Test
  void shouldBeQuietWhilePausedAndHaveItsFullTimeAfterwards() {
    JsonObject made = create(Map.of("every", "1s", "grace", "1s"));
    await().atMost(SOON).until(() -> told("JobMissed").equals(List.of("firing")));
    api().post(one(made) + "/pause").then().statusCode(200).body("state", equalTo("paused"));
    await().atMost(SOON).until(() -> told("JobMissed").equals(List.of("firing", "resolved")));
    push(made, "/fail").statusCode(200);
    assertEquals("paused", view(made).getString("state"));
    api().post(one(made) + "/resume").then().statusCode(200).body("state", equalTo("up"));
    await()
        .atMost(SOON)
        .until(() -> told("JobMissed").equals(List.of("firing", "resolved", "firing")));
    api().delete(one(made)).then().statusCode(204);
    await()
        .atMost(SOON)
        .until(() -> told("JobMissed").equals(List.of("firing", "resolved", "firing", "resolved")));
    assertEquals(List.of(), told("JobFailed"));
    api().get(one(made)).then().statusCode(404);
  }

  @Test
  void shouldBeQuietInMaintenance() {
    String window =
        api()
            .body(
                Map.of(
                    "matchers",
                    List.of("job=\"" + job + "\""),
                    "recurring",
                    Map.of("times", List.of(Map.of("start_time", "00:00", "end_time", "24:00"))),
                    "comment",
                    "always"))
            .post("/api/v1/maintenance")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    JsonObject made = create(Map.of("every", "1s", "grace", "1s"));
    push(made, "/fail").statusCode(200);
    await()
        .during(Duration.ofSeconds(4))
        .atMost(SOON)
        .until(() -> told("JobMissed").isEmpty() && told("JobFailed").isEmpty());
    api().delete("/api/v1/maintenance/" + window).then().statusCode(204);
    await().atMost(SOON).until(() -> told("JobMissed").equals(List.of("firing")));
    api()
        .get("/api/v1/maintenance/" + window)
        .then()
        .body("state", equalTo("over"))
        .body("recurring.times", hasSize(1));
  }

  @Test
  void shouldRefuseWhatMakesNoSenseAndKeepTenantsApart() {
    refused(Map.of("name", "x"), "every");
    refused(Map.of("name", "x", "every", "1m", "cron", "* * * * *"), "every");
    refused(Map.of("name", "x", "cron", "61 * * * *"), "cron");
    refused(Map.of("name", "x", "every", "1m", "zone", "Mars"), "zone");
    refused(Map.of("name", "x", "every", "1m", "severity", "dire"), "severity");
    refused(Map.of("name", "x", "every", "1m", "labels", Map.of("job", "y")), "labels.job");
    refused(Map.of("name", "", "every", "1m"), "name");
    JsonObject made = create(Map.of("every", "1h"));
    api()
        .body(Map.of("name", job, "every", "1h"))
        .post("/api/v1/push-monitors")
        .then()
        .statusCode(409);
    given().header("X-API-Key", "other-key").get(one(made)).then().statusCode(404);
    given().header("X-API-Key", "other-key").delete(one(made)).then().statusCode(404);
    given()
        .header("X-API-Key", "other-key")
        .get("/api/v1/push-monitors")
        .then()
        .body("findAll { it.name == '" + job + "' }", hasSize(0));
    api()
        .get("/api/v1/push-monitors")
        .then()
        .statusCode(200)
        .body("find { it.name == '" + job + "' }.state", equalTo("up"))
        .body("find { it.name == '" + job + "' }.url", equalTo(null))
        .body("name", not(equalTo(List.of())));
    given().get("/api/v1/push-monitors").then().statusCode(401);
  }

  private static void refused(Map<String, Object> body, String field) {
    api()
        .body(body)
        .post("/api/v1/push-monitors")
        .then()
        .statusCode(400)
        .body("field", equalTo(field));
  }

  private JsonObject create(Map<String, Object> settings) {
    return createNamed(job, settings);
  }

  private static JsonObject createNamed(String name, Map<String, Object> settings) {
    var body = new HashMap<>(settings);
    body.put("name", name);
    return object(api().body(body).post("/api/v1/push-monitors").then().statusCode(201));
  }

  private static ValidatableResponse push(JsonObject made, String more) {
    return given().get(path(made) + more).then();
  }

  private static String path(JsonObject made) {
    return URI.create(made.getString("url")).getPath();
  }

  private static String token(JsonObject made) {
    return path(made).substring("/push/".length());
  }

  private static String one(JsonObject made) {
    return "/api/v1/push-monitors/" + made.getString("id");
  }

  private static JsonObject view(JsonObject made) {
    return object(api().get(one(made)).then().statusCode(200));
  }

  private static JsonObject object(ValidatableResponse response) {
    return new JsonObject(response.extract().asString());
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key").contentType("application/json");
  }

  private List<String> told(String alertname) {
    var told = new ArrayList<String>();
    RouterTestResource.receiver().messages().stream()
        .flatMap(m -> new JsonObject(m.body()).getJsonArray("alerts").stream())
        .map(JsonObject.class::cast)
        .filter(a -> job.equals(a.getJsonObject("labels").getString("job")))
        .filter(a -> alertname.equals(a.getJsonObject("labels").getString("alertname")))
        .map(a -> a.getString("status"))
        .filter(status -> told.isEmpty() || !told.get(told.size() - 1).equals(status))
        .forEach(told::add);
    return told;
  }

  /** Asks from an address of its own. */
  private record Http(String from) {

    int get(String path) {
      try (var socket = new Socket()) {
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
        socket
            .getOutputStream()
            .write(
                ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Integer.parseInt(answer.split(" ")[1]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
