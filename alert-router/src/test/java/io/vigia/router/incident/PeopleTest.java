package io.vigia.router.incident;

import static io.restassured.RestAssured.given;
import static io.vigia.router.incident.People.api;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vigia.contracts.Episode;
import io.vigia.contracts.RemediationOutcome;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.event.EventPublisher;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.PeopleTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** From the first alert to the closed incident, by what people and receivers see. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = PeopleTestResource.class, restrictToAnnotatedClass = true)
class PeopleTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Map<String, String> GOLD = Map.of("tier", "gold");

  private final People it = new People();
  private final Instant began = Instant.now().minusSeconds(5).truncatedTo(ChronoUnit.MILLIS);

  @Inject EventPublisher publisher;
  @Inject EventMapper events;

  @Test
  void shouldFollowAnAlertFromItsBeginningToTheClosedIncident() {
    String runbook = "restart-" + it.service;
    String alert = it.fire(began, GOLD);
    await().atMost(SOON).until(() -> it.told("lead").equals(List.of("firing")));

    api().body("{\"note\":\"mine\",\"for\":\"1h\"}").post(ack(alert)).then().statusCode(200);
    api()
        .get("/api/v1/alerts/" + alert)
        .then()
        .statusCode(200)
        .body("acknowledgement.note", equalTo("mine"))
        .body("acknowledgement.owner", notNullValue())
        .body("labels.service", equalTo(it.service));
    api().get("/api/v1/acks?limit=1000").then().body("fingerprint", hasItem(alert));
    shouldNotBeRemindedOf(it);

    repaired(alert, runbook);
    it.end(began, GOLD);
    await().atMost(SOON).until(() -> it.told("lead").equals(List.of("firing", "resolved")));
    await().atMost(SOON).until(() -> it.told("team").contains("resolved"));
    assertEquals(List.of(), it.told("boss"));

    await().atMost(SOON).until(() -> incidents(alert).getString("[0].state").equals("closed"));
    String id = incidents(alert).getString("[0].id");
    JsonPath detail =
        api().get("/api/v1/incidents/" + id).then().statusCode(200).extract().jsonPath();
    List<String> kinds = new ArrayList<>(detail.getList("timeline.kind"));
    assertEquals("ALERT_BEGAN", kinds.get(0), kinds.toString());
    inOrder(kinds, "ALERT_BEGAN", "NOTIFIED", "ESCALATED", "ACKNOWLEDGED", "REPAIR_SUCCEEDED");
    inOrder(kinds, "REPAIR_SUCCEEDED", "ALERT_ENDED", "NOTIFIED", "CLOSED");
    List<String> times = detail.getList("timeline.at");
    assertEquals(times.stream().map(Instant::parse).sorted().toList(), parsed(times));
    assertEquals("RUNBOOK", detail.getString("repairedBy"));
    assertEquals("what was found", detail.getString("alerts[0].annotations.samples"));
    assertEquals("http://127.0.0.1/chart", detail.getString("alerts[0].generatorURL"));
    assertEquals("restarted", detail.getString("outcomes[0].steps[0].detail"));

    Duration detect = Duration.parse(detail.getString("times.detect"));
    Duration tell = Duration.parse(detail.getString("times.tell"));
    Duration acknowledge = Duration.parse(detail.getString("times.acknowledge"));
    Duration repair = Duration.parse(detail.getString("times.repair"));
    assertTrue(detect.compareTo(Duration.ofSeconds(5)) >= 0, detect.toString());
    assertTrue(tell.compareTo(detect) >= 0, tell.toString());
    assertTrue(acknowledge.compareTo(Duration.ofMillis(500)) >= 0, acknowledge.toString());
    assertTrue(repair.compareTo(tell.plus(acknowledge)) >= 0, repair.toString());

    String figures = "byRunbook.find { it.name == '" + runbook + "' }.";
    JsonPath all =
        api().get("/api/v1/incidents/metrics").then().statusCode(200).extract().jsonPath();
    assertEquals(1, all.getInt(figures + "incidents"));
    Duration median = Duration.parse(all.getString(figures + "repair.median"));
    assertTrue(median.minus(repair).abs().toMillis() <= 1, median + " and " + repair);
    assertTrue(all.getList("byRepair.name").contains("RUNBOOK"));
    given()
        .header("X-API-Key", "test-key")
        .get("/q/metrics")
        .then()
        .body(containsString("vigia_incident_repair_seconds_bucket{repaired_by=\"runbook\""))
        .body(containsString("vigia_escalations_total{reason=\"escalated\""));
    given().header("X-API-Key", "other-key").get("/api/v1/incidents/" + id).then().statusCode(404);
  }

  @Test
  void shouldTellEachStepOnceAndTheEndToAllOfThem() {
    Map<String, String> bronze = Map.of("tier", "bronze");
    it.fire(began, bronze);
    await().atMost(SOON).until(() -> it.told("boss").equals(List.of("firing")));
    untilOthersWereReminded();
    assertEquals(List.of("firing"), it.told("lead"));
    assertEquals(List.of("firing"), it.told("boss"));
    it.end(began, bronze);
    await().atMost(SOON).until(() -> it.told("boss").equals(List.of("firing", "resolved")));
    await().atMost(SOON).until(() -> it.told("lead").equals(List.of("firing", "resolved")));
  }

  @Test
  void shouldTakeWhatNobodyVouchesForAnyMoreForItsEnd() {
    String alert = it.vouch(began, Instant.now().plusSeconds(4), GOLD);
    await().atMost(SOON).until(() -> it.told("lead").equals(List.of("firing")));
    assertEquals(1, incidents(alert).getInt("[0].firing"));
    await().atMost(SOON).until(() -> it.told("lead").equals(List.of("firing", "resolved")));
    await().atMost(SOON).until(() -> incidents(alert).getString("[0].state").equals("closed"));
  }

  @Test
  void shouldShowWhoSilencedItAndNotEscalateMeanwhile() {
    String matcher =
        "{\"name\":\"service\",\"value\":\"%s\",\"isRegex\":false}".formatted(it.service);
    api()
        .body(
            "{\"matchers\":[%s],\"startsAt\":\"%s\",\"endsAt\":\"%s\",\"createdBy\":\"ann\",\"comment\":\"works\"}"
                .formatted(matcher, Instant.now(), Instant.now().plusSeconds(600)))
        .post("/api/v2/silences")
        .then()
        .statusCode(200);
    String alert = it.fire(began, GOLD);
    untilOthersWereReminded();
    assertEquals(List.of(), it.told("team"));
    assertEquals(List.of(), it.told("lead"));
    api()
        .get("/api/v1/incidents/" + incidents(alert).getString("[0].id"))
        .then()
        .body("timeline.find { it.kind == 'SILENCED' }.by", equalTo("ann"))
        .body("toldAt", nullValue());
    it.end(began, GOLD);
  }

  @Test
  void shouldGoOnWhenTheAcknowledgementIsWithdrawn() {
    String alert = it.fire(began, GOLD);
    api().body("{}").post(ack(alert)).then().statusCode(200);
    var other = new People();
    other.fire(began, GOLD);
    await().atMost(SOON).until(() -> other.told("lead").size() == 1);
    shouldNotBeRemindedOf(it);
    assertEquals(List.of(), it.told("lead"));
    api().delete(ack(alert)).then().statusCode(204);
    await().atMost(SOON).until(() -> it.told("lead").equals(List.of("firing")));
    int reminders = it.told("team").size();
    await().atMost(SOON).until(() -> it.told("team").size() > reminders);
    api().delete(ack(alert)).then().statusCode(404);
    it.end(began, GOLD);
    other.end(began, GOLD);
  }

  @Test
  void shouldGoOnWhenTheAcknowledgementExpires() {
    String alert = it.fire(began, GOLD);
    String until = Instant.now().plusSeconds(4).toString();
    api().body("{\"until\":\"" + until + "\"}").post(ack(alert)).then().statusCode(200);
    await().atMost(SOON).until(() -> it.told("lead").equals(List.of("firing")));
    assertTrue(Instant.now().isAfter(Instant.parse(until)), "not before it expired");
    int reminders = it.told("team").size();
    await().atMost(SOON).until(() -> it.told("team").size() > reminders);
    it.end(began, GOLD);
  }

  @Test
  void shouldTakeOnAWholeGroupButNotAnotherEpisode() {
    String one = it.fire(began, Map.of("host", "one"));
    String two = it.fire(began, Map.of("host", "two"));
    String group = "{}:{alertname=\\\"Test\\\", service=\\\"" + it.service + "\\\"}";
    api()
        .body("{\"groupKey\":\"" + group + "\",\"note\":\"both\"}")
        .post("/api/v1/acks")
        .then()
        .statusCode(200)
        .body("fingerprint.sort()", equalTo(List.of(one, two).stream().sorted().toList()));
    shouldNotBeRemindedOf(it);
    it.end(began, Map.of("host", "one"));
    api().body("{}").post(ack(one)).then().statusCode(409);
    Instant again = Instant.now();
    it.fire(again, Map.of("host", "one"));
    api().get("/api/v1/alerts/" + one).then().body("acknowledgement", nullValue());
    int reminders = it.told("team").size();
    await().atMost(SOON).until(() -> it.told("team").size() > reminders + 1);
    it.end(again, Map.of("host", "one"));
    it.end(began, Map.of("host", "two"));
  }

  @Test
  void shouldRefuseWhatIsWrong() {
    String alert = it.fire(began, Map.of());
    refused(alert, "{\"for\":\"soon\"}", "for");
    refused(alert, "{\"for\":\"8d\"}", "for");
    refused(alert, "{\"for\":\"99999999999w\"}", "for");
    refused(alert, "{\"until\":\"2020-01-01T00:00:00Z\"}", "until");
    refused(alert, "{\"until\":\"2099-01-01T00:00:00Z\",\"for\":\"1h\"}", "for");
    refused(alert, "{\"note\":\"" + "x".repeat(4001) + "\"}", "note");
    api().body("{}").post(ack("0000000000000000")).then().statusCode(404);
    api().body("{}").post(ack("%00")).then().statusCode(404);
    given()
        .header("X-API-Key", "other-key")
        .contentType("application/json")
        .body("{}")
        .post(ack(alert))
        .then()
        .statusCode(404);
    api()
        .get("/api/v1/incidents?state=ajar")
        .then()
        .statusCode(400)
        .body("field", equalTo("state"));
    api().get("/api/v1/incidents/one").then().statusCode(404);
    api().get("/api/v1/incidents/metrics?from=x").then().statusCode(400);
    it.end(began, Map.of());
  }

  @Test
  void shouldMakeOneIncidentOfOneCauseHoweverManyTellOfItAtOnce() {
    var posts = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < 24; i++) {
      Map<String, String> labels = Map.of("host", "host-" + i);
      posts.add(CompletableFuture.supplyAsync(() -> it.fire(began, labels)));
    }
    List<String> alerts = posts.stream().map(CompletableFuture::join).toList();
    assertEquals(
        1, alerts.stream().map(alert -> incidents(alert).getString("[0].id")).distinct().count());
    assertEquals(24, incidents(alerts.get(0)).getInt("[0].firing"));
    for (int i = 0; i < 24; i++) {
      it.end(began, Map.of("host", "host-" + i));
    }
    await().atMost(SOON).until(() -> incidents(alerts.get(0)).getInt("[0].firing") == 0);
  }

  @Test
  void shouldJoinWhatFiresAgainBeforeItCloses() {
    String alert = it.fire(began, Map.of());
    it.end(began, Map.of());
    Instant again = Instant.now();
    it.fire(again, Map.of());
    it.end(again, Map.of());
    await().atMost(SOON).until(() -> incidents(alert).getString("[0].state").equals("closed"));
    assertEquals(1, incidents(alert).getList("").size());
    assertEquals("NOBODY", incidents(alert).getString("[0].repairedBy"));
    it.fire(Instant.now(), Map.of());
    assertEquals(2, incidents(alert).getList("").size());
    it.end(began, Map.of());
  }

  @Test
  void shouldJoinWhatIsInhibitedToTheIncidentOfItsInhibitor() {
    String host = "host-" + it.service;
    Map<String, String> down = Map.of("alertname", "HostDown", "host", host);
    String source = it.fire(began, down);
    String target = it.fire(began, Map.of("host", host));
    String id = incidents(source).getString("[0].id");
    assertEquals(id, incidents(target).getString("[0].id"));
    api().body("{\"text\":\"a plug\"}").post("/api/v1/incidents/" + id + "/notes");
    api()
        .get("/api/v1/incidents/" + id)
        .then()
        .body("alerts", hasSize(2))
        .body("timeline.find { it.kind == 'NOTE' }.text", equalTo("a plug"))
        .body("times.acknowledge", notNullValue());
    api()
        .body("{\"text\":\" \"}")
        .post("/api/v1/incidents/" + id + "/notes")
        .then()
        .statusCode(400)
        .body("field", equalTo("text"));
    it.end(began, Map.of("host", host));
    it.end(began, down);
  }

  private void repaired(String alert, String runbook) {
    Instant now = Instant.now();
    var outcome =
        new RemediationOutcome(
            "default",
            UUID.randomUUID(),
            runbook,
            it.service,
            new Episode(alert, began),
            RemediationOutcome.Status.SUCCEEDED,
            "allowed",
            "every guard let it pass",
            List.of(new RemediationOutcome.Step("restart", true, "restarted", now, now)),
            true,
            new RemediationOutcome.Times(began, began, now, now, now, now));
    // delivered twice: it counts once
    publisher
        .publish(List.of(events.outgoing(outcome, now), events.outgoing(outcome, now)))
        .await()
        .atMost(SOON);
    await().atMost(SOON).until(() -> runbook.equals(incidents(alert).getString("[0].runbook")));
  }

  /** After another group, which nobody took on, was reminded three times. */
  private void shouldNotBeRemindedOf(People people) {
    untilOthersWereReminded(); // one may have been under way
    int before = people.told("team").size();
    untilOthersWereReminded();
    assertEquals(before, people.told("team").size());
  }

  private void untilOthersWereReminded() {
    var other = new People();
    other.fire(began, Map.of());
    await().atMost(SOON).until(() -> other.told("team").size() >= 4);
    other.end(began, Map.of());
  }

  private static void inOrder(List<String> kinds, String... wanted) {
    int at = -1;
    for (String kind : wanted) {
      int from = at + 1;
      int found = kinds.subList(from, kinds.size()).indexOf(kind);
      assertTrue(found >= 0, kind + " in " + kinds.subList(from, kinds.size()));
      at = from + found;
    }
  }

  private static List<Instant> parsed(List<String> times) {
    return times.stream().map(Instant::parse).toList();
  }

  private static JsonPath incidents(String alert) {
    return api()
        .get("/api/v1/incidents?fingerprint=" + alert)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static void refused(String alert, String body, String field) {
    api().body(body).post(ack(alert)).then().statusCode(400).body("field", equalTo(field));
  }

  private static String ack(String alert) {
    return "/api/v1/alerts/" + alert + "/ack";
  }
}
