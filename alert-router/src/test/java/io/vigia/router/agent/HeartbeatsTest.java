package io.vigia.router.agent;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.RouterTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents that speak HTTP, and what the switch tells apart, with short deadlines. */
@QuarkusTest
@TestProfile(DeadManTest.ShortDeadlines.class)
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
class HeartbeatsTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject Pool pool;

  private String agent;

  @BeforeEach
  void name() {
    agent = "http-" + UUID.randomUUID();
  }

  @Test
  void shouldTakeWhatTheReferenceAgentSendsAndNameItByItsKey() {
    given()
        .header("Authorization", "Bearer test-key")
        .contentType("application/json")
        .body(
            "{\"services\":{\"app\":{\"status\":\"healthy\"},\"db\":{\"status\":\"unhealthy\","
                + "\"latency_ms\":12.5,\"error\":\"HTTP 500\"}}}")
        .post("/api/v1/heartbeats")
        .then()
        .statusCode(200)
        .body("worker_status", equalTo(200))
        .body("result", equalTo("recorded"));
    JsonObject known = agent("tenant-default");
    assertEquals("http", known.getString("way"));
    assertEquals(2, known.getJsonArray("services").size());
    assertEquals("HTTP 500", known.getJsonArray("services").getJsonObject(1).getString("reason"));

    posted(agent, "").statusCode(200);
    assertEquals("alive", agent(agent).getString("state"));
  }

  @Test
  void shouldSay200AndThatItRecoveredWhenItWasSilent() {
    posted(agent, "\"interval\":\"500ms\",").statusCode(200);
    await().atMost(SOON).until(() -> told("AgentSilent", agent).equals(List.of("firing")));
    assertEquals("silent", agent(agent).getString("state"));
    posted(agent, "\"interval\":\"1h\",")
        .statusCode(200)
        .body("worker_status", equalTo(200))
        .body("result", equalTo("recovered"))
        .body("recovered", equalTo(List.of(agent)));
    assertEquals("alive", agent(agent).getString("state"));
    await()
        .atMost(SOON)
        .until(() -> told("AgentSilent", agent).equals(List.of("firing", "resolved")));
  }

  @Test
  void shouldSay220WhenTheStateBeforeCannotBeRead() {
    posted(agent, "").statusCode(200);
    String heard = agent(agent).getString("heardAt");
    broken(
        "alter table agent rename column silent_since to unreadable",
        "alter table agent rename column unreadable to silent_since",
        () ->
            posted(agent, "")
                .statusCode(220)
                .body("worker_status", equalTo(220))
                .body("result", equalTo("blind")));
    assertTrue(heard.compareTo(agent(agent).getString("heardAt")) < 0, "it is heard all the same");
  }

  @Test
  void shouldSay221WhenTheRecoveryCannotBeStoredOrTold() {
    posted(agent, "\"interval\":\"500ms\",").statusCode(200);
    await().atMost(SOON).until(() -> told("AgentSilent", agent).equals(List.of("firing")));
    broken(
        "alter table alert rename to alert_away",
        "alter table alert_away rename to alert",
        () ->
            posted(agent, "\"interval\":\"1h\",")
                .statusCode(221)
                .body("worker_status", equalTo(221))
                .body("result", equalTo("recovery-not-told")));
    await()
        .atMost(SOON)
        .until(() -> told("AgentSilent", agent).equals(List.of("firing", "resolved")));
  }

  @Test
  void shouldSay500WhenTheHeartbeatItselfCannotBeStored() {
    broken(
        "alter table agent rename column heartbeat to away",
        "alter table agent rename column away to heartbeat",
        () ->
            posted(agent, "")
                .statusCode(500)
                .body("worker_status", equalTo(500))
                .body("result", equalTo("failed")));
    assertEquals(null, agent(agent));
    posted(agent, "").statusCode(200);
  }

  @Test
  void shouldTakeABatchAndNameByItsPlaceWhatIsWrongInIt() {
    var batch = new JsonArray();
    IntStream.range(0, 500).forEach(i -> batch.add(heartbeat(agent + "-" + i, 1, Instant.now())));
    batch.getJsonObject(7).put("interval", "soon");
    batch.getJsonObject(9).remove("cycleStart");
    batch.getJsonObject(11).put("tenant", "other");
    batch.set(13, "no heartbeat");
    post(batch.encode())
        .statusCode(200)
        .body("refused", hasSize(4))
        .body("refused[0].field", equalTo("[7].interval"))
        .body("refused[1].field", equalTo("[9].cycleStart"))
        .body("refused[2].field", equalTo("[11].tenant"))
        .body("refused[3].field", equalTo("[13]"));
    assertEquals("alive", agent(agent + "-499").getString("state"));
    assertEquals(null, agent(agent + "-7"));
    post("[]").statusCode(400);
    post("[1]").statusCode(400).body("field", equalTo("[0]"));
    post("{}").statusCode(400).body("field", equalTo("sequence"));
    post("{\"services\":{\"a\":{}}}").statusCode(400).body("field", equalTo("services.a.status"));
    given()
        .header("X-API-Key", "other-key")
        .get("/api/v1/agents")
        .then()
        .body("findAll { it.agent.startsWith('" + agent + "') }", hasSize(0));
  }

  @Test
  void shouldKeepTheOthersOfABatchWithNulsAndAbsurdDurations() {
    String longest = Duration.ofSeconds(Long.MAX_VALUE).toString();
    var nul = new JsonObject().put("name", "app").put("healthy", false).put("latency", "PT0S");
    var batch =
        new JsonArray()
            .add(heartbeat(agent, 1, Instant.now()))
            .add(heartbeat(agent + "-1", 1, Instant.now()).put("interval", "99999999999999999w"))
            .add(
                heartbeat(agent + "-2", 1, Instant.parse("9999-01-01T00:00:00Z"))
                    .put("interval", longest)
                    .put("cycleDuration", longest))
            .add(
                heartbeat(agent + "-3", 1, Instant.now())
                    .put("services", new JsonArray().add(nul.put("reason", "a\0b"))));
    post(batch.encode())
        .statusCode(200)
        .body("refused", hasSize(1))
        .body("refused[0].field", equalTo("[1].interval"));
    assertEquals("alive", agent(agent).getString("state"));
    assertEquals(
        "a b", agent(agent + "-3").getJsonArray("services").getJsonObject(0).getString("reason"));
  }

  @Test
  void shouldRaiseAndEndNothingForWhatIsRepeatedOvertakenOrLate() {
    Instant begin = Instant.now();
    post(heartbeat(agent, 1, begin).encode()).statusCode(200);
    await().atMost(SOON).until(() -> told("AgentSilent", agent).equals(List.of("firing")));
    post(heartbeat(agent, 1, begin).encode()).statusCode(200).body("result", equalTo("recorded"));
    post(heartbeat(agent, 0, begin.minusMillis(500)).encode())
        .statusCode(200)
        .body("result", equalTo("recorded"));
    await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
    var spool = new JsonArray();
    IntStream.rangeClosed(1, 4)
        .forEach(i -> spool.add(heartbeat(agent, 1 + i, begin.plusMillis(500L * i))));
    post(spool.encode()).statusCode(200).body("result", equalTo("recorded"));
    assertEquals(5, agent(agent).getInteger("sequence"), "the last word is known");
    assertEquals("silent", agent(agent).getString("state"), "but it is an old one");
    assertEquals(List.of("firing"), told("AgentSilent", agent));
  }

  @Test
  void shouldWarnOfAWrongClockAndNotOfSilence() {
    Instant wrong = Instant.now().minusSeconds(3600);
    for (int i = 0; i < 5; i++) {
      Instant cycle = wrong.plusMillis(100L * i);
      post(heartbeat(agent, i, cycle).put("interval", "PT1H").encode()).statusCode(200);
    }
    await().atMost(SOON).until(() -> told("AgentClockSkew", agent).equals(List.of("firing")));
    assertEquals(List.of(), told("AgentSilent", agent));
    assertTrue(
        agent(agent).getString("clockSkew").startsWith("PT1H")
            || agent(agent).getString("clockSkew").startsWith("PT59M59"));
    given()
        .header("X-API-Key", "test-key")
        .get("/api/v2/alerts?filter=agent=\"" + agent + "\"")
        .then()
        .body("[0].labels.severity", equalTo("warning"))
        .body("[0].annotations.summary", containsString("behind"));
    post(heartbeat(agent, 9, Instant.now()).put("interval", "PT1H").encode()).statusCode(200);
    await()
        .atMost(SOON)
        .until(() -> told("AgentClockSkew", agent).equals(List.of("firing", "resolved")));
  }

  @Test
  void shouldTellOfTheSiteWhenItsNetworkIsCutAndOfTheAgentThatStaysSilent() {
    String site = "site-" + agent;
    List<String> agents = IntStream.range(0, 5).mapToObj(i -> agent + "-" + i).toList();
    report(agents, site);
    await().atMost(SOON).until(() -> told("SiteSilent", "site", site).equals(List.of("firing")));
    await()
        .atMost(SOON)
        .until(
            () -> agents.stream().allMatch(a -> "site-silent".equals(agent(a).getString("state"))));
    await()
        .atMost(SOON)
        .until(
            () -> {
              report(agents.subList(1, 5), site);
              return told("SiteSilent", "site", site).equals(List.of("firing", "resolved"));
            });
    await()
        .atMost(SOON)
        .until(
            () -> {
              report(agents.subList(1, 5), site);
              return told("AgentSilent", agents.get(0)).equals(List.of("firing"));
            });
    agents.subList(1, 5).forEach(a -> assertEquals(List.of(), told("AgentSilent", a)));
  }

  @Test
  void shouldBeQuietInMaintenanceAndGiveAFullDeadlineAfterIt() {
    String id =
        given()
            .header("X-API-Key", "test-key")
            .contentType("application/json")
            .body(
                Map.of(
                    "matchers",
                    List.of("agent=\"" + agent + "\""),
                    "endsAt",
                    Instant.now().plusSeconds(3600).toString(),
                    "comment",
                    "new disks"))
            .post("/api/v1/maintenance")
            .then()
            .statusCode(201)
            .body("state", equalTo("active"))
            .body("createdBy", equalTo("tenant-default"))
            .extract()
            .path("id");
    posted(agent, "\"interval\":\"500ms\",").statusCode(200);
    await()
        .during(Duration.ofSeconds(4))
        .atMost(SOON)
        .until(
            () ->
                "maintenance".equals(agent(agent).getString("state"))
                    && told("AgentSilent", agent).isEmpty());
    given()
        .header("X-API-Key", "other-key")
        .delete("/api/v1/maintenance/" + id)
        .then()
        .statusCode(404);
    Instant ended = Instant.now();
    given()
        .header("X-API-Key", "test-key")
        .delete("/api/v1/maintenance/" + id)
        .then()
        .statusCode(204);
    await().atMost(SOON).until(() -> told("AgentSilent", agent).equals(List.of("firing")));
    Duration after = Duration.between(ended, Instant.now());
    assertTrue(
        after.compareTo(Duration.ofSeconds(2)) >= 0, "a deadline of 2 s, told after " + after);
  }

  @Test
  void shouldGoOnWithinTheLeaseWhenTheReplicaThatLookedIsKilled() {
    await()
        .atMost(SOON)
        .until(
            () ->
                lease(
                        "update lease set owner = gen_random_uuid(),"
                            + " until = clock_timestamp() + interval '6 s' where name = 'dead-man-http'")
                    == 1);
    Instant killed = Instant.now();
    posted(agent, "\"interval\":\"500ms\",").statusCode(200);
    await().atMost(SOON).until(() -> told("AgentSilent", agent).equals(List.of("firing")));
    Duration after = Duration.between(killed, Instant.now());
    assertTrue(after.compareTo(Duration.ofSeconds(5)) > 0, "another one held it, yet " + after);
    assertTrue(after.compareTo(Duration.ofSeconds(20)) < 0, "told after " + after);
  }

  private int lease(String sql) {
    return pool.query(sql).execute().await().atMost(SOON).rowCount();
  }

  @Test
  void shouldPageThroughTheAgents() {
    var batch = new JsonArray();
    IntStream.range(0, 30)
        .forEach(i -> batch.add(heartbeat("%s-%02d".formatted(agent, i), 1, Instant.now())));
    post(batch.encode()).statusCode(200);
    List<String> page =
        given()
            .header("X-API-Key", "test-key")
            .get("/api/v1/agents?limit=10&after=" + agent + "-09")
            .then()
            .statusCode(200)
            .extract()
            .path("agent");
    assertEquals(agent + "-10", page.get(0));
    assertEquals(10, page.size());
    given().header("X-API-Key", "test-key").get("/api/v1/agents?limit=0").then().statusCode(400);
  }

  private static void report(List<String> agents, String site) {
    var batch = new JsonArray();
    agents.forEach(
        a ->
            batch.add(
                new JsonObject()
                    .put("agent", a)
                    .put("site", site)
                    .put("interval", "500ms")
                    .put("services", new JsonObject())));
    post(batch.encode()).statusCode(200);
  }

  private void broken(String breaking, String mending, Runnable meanwhile) {
    pool.query(breaking).execute().await().atMost(SOON);
    try {
      meanwhile.run();
    } finally {
      pool.query(mending).execute().await().atMost(SOON);
    }
  }

  private static ValidatableResponse posted(String agent, String more) {
    return api()
        .header("X-Agent", agent)
        .body("{" + more + "\"services\":{\"app\":{\"status\":\"healthy\"}}}")
        .post("/api/v1/heartbeats")
        .then();
  }

  private static ValidatableResponse post(String body) {
    return api().body(body).post("/api/v1/heartbeats").then();
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key").contentType("application/json");
  }

  private static JsonObject heartbeat(String agent, long sequence, Instant cycleStart) {
    return new JsonObject()
        .put("agent", agent)
        .put("sequence", sequence)
        .put("cycleStart", cycleStart.toString())
        .put("cycleDuration", "PT0S")
        .put("interval", "PT0.5S")
        .put(
            "host",
            new JsonObject()
                .put("cpuPercent", 1)
                .put("memoryPercent", 1)
                .put("memoryUsedMegabytes", 1)
                .put("diskPercent", 1));
  }

  /** What the API says of an agent; null when it knows none. */
  private static JsonObject agent(String name) {
    String before = name.substring(0, name.length() - 1);
    var all =
        new JsonArray(
            api()
                .queryParam("after", before)
                .queryParam("limit", 50)
                .get("/api/v1/agents")
                .asString());
    return all.stream()
        .map(JsonObject.class::cast)
        .filter(a -> name.equals(a.getString("agent")))
        .findFirst()
        .orElse(null);
  }

  private static List<String> told(String alertname, String agent) {
    return told(alertname, "agent", agent);
  }

  private static List<String> told(String alertname, String label, String value) {
    var told = new ArrayList<String>();
    RouterTestResource.receiver().messages().stream()
        .flatMap(m -> new JsonObject(m.body()).getJsonArray("alerts").stream())
        .map(JsonObject.class::cast)
        .filter(a -> value.equals(a.getJsonObject("labels").getString(label)))
        .filter(a -> alertname.equals(a.getJsonObject("labels").getString("alertname")))
        .map(a -> a.getString("status"))
        .filter(status -> told.isEmpty() || !told.get(told.size() - 1).equals(status))
        .forEach(told::add);
    return told;
  }
}
