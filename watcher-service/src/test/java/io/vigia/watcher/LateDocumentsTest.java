package io.vigia.watcher;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vigia.platform.PlatformTestResource;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Documents that come after their window was judged, by what users see. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
class LateDocumentsTest extends EngineCase {

  @Test
  void shouldCorrectAClosedWindowByLateDocuments() {
    index("late");
    create(
        """
        name: late-errors
        template: count_threshold
        index: %slate
        every: 4s
        window: 4s
        late: 8s
        parameters: {field: status, value: 500, above: 0}
        """);
    await().atMost(SOON).until(() -> runs("late-errors").size() >= 2);
    Instant closed = Instant.parse(runs("late-errors").get(0));
    document("late", "\"status\":500", closed.minusSeconds(2));
    await().atMost(SOON).until(() -> alerts.of("late-errors").size() == 2);
    JsonObject fired = alerts.of("late-errors").get(0);
    assertEquals("firing", fired.getString("status"));
    assertEquals(closed, Instant.parse(fired.getString("startsAt")));
    assertTrue(
        fired.getJsonObject("annotations").getString("samples").contains("500"),
        "with documents of the closed window");
    assertEquals("resolved", alerts.of("late-errors").get(1).getString("status"));
    api().get("/api/v1/runs?watcher=late-errors").then().body("corrected", hasItems(true, false));
    delete("late-errors");
  }

  @Test
  void shouldFireWhenLateDocumentsCompleteARowOfRuns() {
    index("late-row");
    create(
        """
        name: late-row
        template: count_threshold
        index: %slate-row
        every: 3s
        window: 3s
        late: 9s
        for: 2
        parameters: {field: status, value: 500, above: 0}
        """);
    await().atMost(SOON).until(() -> runs("late-row").size() >= 3);
    Instant second = Instant.parse(runs("late-row").get(0));
    Instant first = second.minusSeconds(3);
    document("late-row", "\"status\":500", first.minusSeconds(1));
    document("late-row", "\"status\":500", second.minusSeconds(1));
    await().atMost(SOON).until(() -> alerts.of("late-row").size() == 2);
    JsonObject fired = alerts.of("late-row").get(0);
    assertEquals(first, Instant.parse(fired.getString("startsAt")), "the first of the two");
    assertEquals("resolved", alerts.of("late-row").get(1).getString("status"));
    delete("late-row");
  }

  @Test
  void shouldTellOneLateDocumentOnceThatOverlappingWindowsHold() {
    index("late-once");
    create(
        """
        name: late-once
        template: count_threshold
        index: %slate-once
        every: 2s
        window: 8s
        late: 16s
        parameters: {field: status, value: 500, above: 0}
        """);
    await().atMost(SOON).until(() -> runs("late-once").size() >= 5);
    Instant last = Instant.parse(runs("late-once").get(0));
    document("late-once", "\"status\":500", last.minusSeconds(9));
    await().atMost(SOON).until(() -> corrected("late-once") == 4);
    await().atMost(SOON).until(() -> alerts.of("late-once").size() >= 2);
    Instant after = Instant.now();
    await()
        .atMost(SOON)
        .until(() -> Instant.parse(runs("late-once").get(0)).isAfter(after.plusSeconds(4)));
    assertEquals(
        List.of("firing", "resolved"),
        alerts.of("late-once").stream().map(alert -> alert.getString("status")).toList());
    delete("late-once");
  }

  @Test
  void shouldLookAtWindowsAgainWhoseTurnFellIntoAnOutage() {
    index("late-outage");
    create(
        """
        name: late-outage
        template: count_threshold
        index: %slate-outage
        every: 2s
        window: 2s
        late: 4s
        parameters: {field: status, value: 500, above: 0}
        """);
    create(
        """
        name: late-missing
        template: missing_data
        index: %slate-outage
        every: 2s
        window: 2s
        late: 4s
        group_by: [service]
        """);
    await().atMost(SOON).until(() -> verdicts("late-outage").contains("ok"));
    await().atMost(SOON).until(() -> verdicts("late-missing").contains("ok"));
    remove("late-outage");
    await()
        .atMost(SOON)
        .until(() -> Collections.frequency(verdicts("late-outage"), "unknown") >= 4);
    Instant outage = Instant.parse(runs("late-outage").get(2));
    index("late-outage");
    document("late-outage", "\"status\":500", outage.minusSeconds(1));
    await().atMost(SOON).until(() -> !verdicts("late-outage").contains("unknown"));
    await().atMost(SOON).until(() -> alerts.of("late-outage").size() == 2);
    assertEquals(outage, Instant.parse(alerts.of("late-outage").get(0).getString("startsAt")));
    assertTrue(
        verdicts("late-missing").contains("unknown"), "nobody knows which keys were to be there");
    assertEquals(0, corrected("late-missing"));
    delete("late-missing");
    delete("late-outage");
  }

  @Test
  void shouldFollowAClockIntoTheRightClosedWindow() {
    index("late-clock");
    create(
        """
        name: late-clock
        template: count_threshold
        index: %slate-clock
        cron: "0/5 * * * * ?"
        window: 5s
        late: 2s
        parameters: {field: status, value: 500, above: 0}
        """);
    await().atMost(SOON).until(() -> runs("late-clock").size() >= 2);
    Instant closed = Instant.parse(runs("late-clock").get(0));
    assertEquals(0, closed.getEpochSecond() % 5, "as the clock says");
    document("late-clock", "\"status\":500", closed.minusSeconds(2));
    await().atMost(SOON).until(() -> alerts.of("late-clock").size() == 2);
    assertEquals(closed, Instant.parse(alerts.of("late-clock").get(0).getString("startsAt")));
    delete("late-clock");
  }

  @Test
  void shouldJudgeNoClosedWindowByADefinitionThatCameLater() {
    index("late-change");
    String definition =
        """
        name: late-change
        template: count_threshold
        index: %slate-change
        every: 3s
        window: 3s
        late: 6s
        delay: DELAY
        parameters: {field: status, value: 500, above: 0}
        """;
    create(definition.replace("DELAY", "0s"));
    await().atMost(SOON).until(() -> runs("late-change").size() >= 2);
    runs("late-change")
        .forEach(
            due ->
                document("late-change", "\"status\":500", Instant.parse(due).minusSeconds(3602)));
    change("late-change", definition.replace("DELAY", "1h"));
    Instant changed = Instant.now();
    await()
        .atMost(SOON)
        .until(
            () ->
                runs("late-change").stream()
                        .map(Instant::parse)
                        .filter(due -> due.isAfter(changed.plusSeconds(3)))
                        .count()
                    > 3);
    api()
        .get("/api/v1/runs?watcher=late-change")
        .then()
        .body("corrected", not(hasItem(true)), "verdict", not(hasItem("firing")));
    delete("late-change");
  }

  @Test
  void shouldMissNothingInAWindowBeforeItWasThere() {
    index("late-young");
    create(
        """
        name: late-young
        template: missing_data
        index: %slate-young
        every: 3s
        window: 3s
        late: 3s
        group_by: [service]
        """);
    await().atMost(SOON).until(() -> runs("late-young").size() >= 1);
    Instant born = Instant.now();
    for (int second = 0; second < 60; second += 2) {
      document("late-young", "\"service\":\"young\"", born.plusSeconds(second));
    }
    await()
        .atMost(SOON)
        .until(
            () ->
                runs("late-young").stream()
                        .map(Instant::parse)
                        .filter(due -> due.isAfter(born))
                        .count()
                    >= 4);
    last("late-young").then().body("[0].keys", equalTo(1));
    api().get("/api/v1/changes?watcher=late-young").then().body("change", equalTo(List.of()));
    delete("late-young");
  }

  private static long corrected(String name) {
    return api()
        .get("/api/v1/runs?limit=100&watcher=" + name)
        .jsonPath()
        .<Boolean>getList("corrected")
        .stream()
        .filter(each -> each)
        .count();
  }

  private static List<String> verdicts(String name) {
    return api().get("/api/v1/runs?limit=100&watcher=" + name).jsonPath().getList("verdict");
  }

  private void remove(String name) {
    given().delete(cluster + "/" + prefix + name).then().statusCode(200);
  }
}
