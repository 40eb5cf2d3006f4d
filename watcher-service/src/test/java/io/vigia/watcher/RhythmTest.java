package io.vigia.watcher;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vigia.platform.PlatformTestResource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When watchers run and when they are heard of, by what users see. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
class RhythmTest extends EngineCase {

  @Test
  void shouldMakeUpForWindowsThatNobodyRan() {
    index("catch-up");
    create(
        """
        name: catch-up
        template: count_threshold
        index: %scatch-up
        every: 1m
        window: 1m
        parameters: {field: status, value: 500, above: 0}
        """);
    await().atMost(SOON).until(() -> state("catch-up") == 1);
    sql(
        "update watcher_state set next_run_at = next_run_at - interval '15 minutes'"
            + " where watcher = (select id from watcher where name = 'catch-up')");
    await().atMost(SOON).until(() -> runs("catch-up").size() >= 15);
    Set<Instant> due =
        runs("catch-up").stream()
            .map(Instant::parse)
            .collect(Collectors.toCollection(HashSet::new));
    Instant last = due.stream().max(Instant::compareTo).orElseThrow();
    IntStream.range(0, 14)
        .forEach(
            i ->
                assertTrue(
                    due.contains(last.minusSeconds(60L * i)), "a window was left out: " + i));
    delete("catch-up");
  }

  @Test
  void shouldSayWhatItLeavesOut() {
    index("left-out");
    create(
        """
        name: left-out
        template: count_threshold
        index: %sleft-out
        every: 1m
        window: 1m
        catch_up: 3m
        parameters: {field: status, value: 500, above: 0}
        """);
    await().atMost(SOON).until(() -> state("left-out") == 1);
    sql(
        "update watcher_state set next_run_at = next_run_at - interval '3 days'"
            + " where watcher = (select id from watcher where name = 'left-out')");
    await().atMost(SOON).until(() -> runs("left-out").size() >= 3);
    runs("left-out")
        .forEach(
            due ->
                assertTrue(
                    Instant.parse(due).isAfter(Instant.now().minus(Duration.ofMinutes(5))), due));
    api()
        .get("/api/v1/changes?watcher=left-out")
        .then()
        .body(
            "change",
            equalTo(List.of("left_out")),
            "[0].reason",
            containsString("older than catch_up (3m)"));
    delete("left-out");
  }

  @Test
  void shouldRunWhenTheClockSaysSo() {
    index("clock");
    create(
        """
        name: clock
        template: count_threshold
        index: %sclock
        cron: "0/3 * * * * ?"
        window: 3s
        parameters: {field: status, value: 500, above: 0}
        """);
    await().atMost(SOON).until(() -> runs("clock").size() >= 4);
    var due = runs("clock").stream().map(Instant::parse).toList();
    for (int i = 0; i < 3; i++) {
      assertEquals(0, due.get(i).toEpochMilli() % 3000);
      assertEquals(due.get(i), due.get(i + 1).plusSeconds(3));
    }
    delete("clock");
  }

  @Test
  void shouldRestWhilePausedAndNotMakeUpForIt() {
    index("paused");
    for (String name : List.of("paused", "awake")) {
      create(
          """
          name: NAME
          template: count_threshold
          index: %spaused
          every: 1s
          window: 1s
          parameters: {field: status, value: 500, above: 0}
          """
              .replace("NAME", name));
    }
    await().atMost(SOON).until(() -> runs("paused").size() >= 2);
    api()
        .contentType("application/json")
        .body("{\"reason\":\"a move\"}")
        .post("/api/v1/watchers/paused/pause")
        .then()
        .statusCode(200);
    Instant pausedAt = Instant.now();
    await().atMost(SOON).until(() -> newest("awake").isAfter(pausedAt.plusSeconds(6)));
    assertTrue(newest("paused").isBefore(pausedAt.plusSeconds(1)), "it ran while paused");
    Instant resumedAt = Instant.now();
    api().post("/api/v1/watchers/paused/resume").then().statusCode(200);
    await().atMost(SOON).until(() -> newest("paused").isAfter(resumedAt.plusSeconds(1)));
    assertEquals(
        List.of(),
        runs("paused").stream()
            .map(Instant::parse)
            .filter(due -> due.isAfter(pausedAt.plusSeconds(1)) && due.isBefore(resumedAt))
            .toList());
    delete("paused");
    delete("awake");
  }

  @Test
  void shouldWaitAsLongAsTheIndexNeeds() {
    index("lagging");
    Instant event = Instant.now().minusSeconds(60);
    document("lagging", "\"event\":{\"ingested\":\"%s\"}".formatted(event.plusSeconds(20)), event);
    create(
        """
        name: lagging
        template: count_threshold
        index: %slagging
        every: 1h
        window: 5m
        delay: auto
        parameters: {field: status, value: 500, above: 0}
        """);
    var seen = run("lagging").jsonPath();
    var delay =
        Duration.between(
            Instant.parse(seen.getString("[0].to")), Instant.parse(seen.getString("[0].at")));
    assertEquals(Duration.ofSeconds(26), delay, "20 s, a fifth more, and a little");
    delete("lagging");
  }

  @Test
  void shouldSayLessAndLessOftenThatItGoesOn() {
    index("again");
    document("again", "\"status\":500");
    create(
        """
        name: again
        template: count_threshold
        index: %sagain
        every: 1s
        window: 1h
        realert: {every: 2s, factor: 2, at_most: 5s}
        destinations: [{type: webhook, url: "http://127.0.0.1:9/"}]
        parameters: {field: status, value: 500, above: 0}
        """);
    await().atMost(SOON).until(() -> changes("again", "still_firing").size() >= 4);
    Instant fired = changes("again", "firing").get(0);
    var again = changes("again", "still_firing").stream().sorted().limit(4).toList();
    assertEquals(
        List.of(2L, 6L, 11L, 16L),
        again.stream().map(due -> Duration.between(fired, due).toSeconds()).toList());
    String id = api().get("/api/v1/watchers/again").path("id");
    api()
        .get("/api/v1/notices?watcher=" + id)
        .then()
        .body("tells", hasItems("firing", "still_firing"));
    assertEquals(1, alerts.of("again").size(), "the router repeats by itself");
    delete("again");
  }

  @Test
  void shouldReportADefinitionThatCannotBeReadOncePerDueTime() {
    index("unreadable");
    create(
        """
        name: unreadable
        template: count_threshold
        index: %sunreadable
        every: 1s
        parameters: {field: status, value: 500, above: 0}
        """);
    await().atMost(SOON).until(() -> runs("unreadable").size() >= 1);
    sql(
        "update watcher set version = version + 1, definition ="
            + " jsonb_set(definition::jsonb, '{every}', '\"now and then\"')::text"
            + " where name = 'unreadable'");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                last("unreadable")
                    .then()
                    .body(
                        "[0].verdict",
                        equalTo("unknown"),
                        "[0].reason",
                        containsString("its definition cannot be read: ")));
    assertEquals(
        1,
        pool.query(
                "select count(*) from watcher_state s join watcher w on w.id = s.watcher"
                    + " where w.name = 'unreadable' and s.lease_until is null"
                    + " and s.next_run_at > now()")
            .execute()
            .await()
            .atMost(SOON)
            .iterator()
            .next()
            .getInteger(0),
        "it waits for its next time");
    delete("unreadable");
  }

  private Instant newest(String name) {
    return Instant.parse(runs(name).get(0));
  }

  private List<Instant> changes(String name, String what) {
    return api()
        .get("/api/v1/changes?watcher=" + name + "&change=" + what)
        .jsonPath()
        .getList("due", String.class)
        .stream()
        .map(Instant::parse)
        .toList();
  }
}
