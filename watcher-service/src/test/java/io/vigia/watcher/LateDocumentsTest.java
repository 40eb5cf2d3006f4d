package io.vigia.watcher;

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
        every: 10s
        window: 10s
        late: 20s
        parameters: {field: status, value: 500, above: 0}
        """);
    await().atMost(SOON).until(() -> runs("late-errors").size() >= 3);
    Instant closed = Instant.parse(runs("late-errors").get(0));
    document("late", "\"status\":500", closed.minusSeconds(5));
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
        every: 5s
        window: 5s
        late: 15s
        for: 2
        parameters: {field: status, value: 500, above: 0}
        """);
    await().atMost(SOON).until(() -> runs("late-row").size() >= 3);
    Instant second = Instant.parse(runs("late-row").get(0));
    Instant first = second.minusSeconds(5);
    document("late-row", "\"status\":500", first.minusSeconds(2));
    document("late-row", "\"status\":500", second.minusSeconds(2));
    await().atMost(SOON).until(() -> alerts.of("late-row").size() == 2);
    JsonObject fired = alerts.of("late-row").get(0);
    assertEquals(first, Instant.parse(fired.getString("startsAt")), "the first of the two");
    assertEquals("resolved", alerts.of("late-row").get(1).getString("status"));
    delete("late-row");
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
        every: 5s
        window: 5s
        late: 10s
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
        every: 5s
        window: 5s
        late: 5s
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
}
