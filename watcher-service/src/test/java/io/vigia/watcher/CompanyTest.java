package io.vigia.watcher;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vigia.platform.PlatformTestResource;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watchers that travel in one search, and what one of them may do to the others. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
@QuarkusTestResource(SpoiltTestResource.class)
class CompanyTest extends EngineCase {

  @ConfigProperty(name = "test.spoilt.port")
  int port;

  private static SpoiltCluster spoilt;

  @BeforeEach
  void spoil() throws IOException {
    if (spoilt == null) {
      spoilt = new SpoiltCluster(port, cluster);
    }
    spoilt.heal();
  }

  @AfterAll
  static void stop() {
    spoilt.close();
  }

  @Test
  void shouldLetOneBadQuestionSpoilNoOther() {
    index("poison");
    document("poison", "\"service\":\"a\",\"status\":500,\"text\":\"words\"");
    String common = "index: %spoison\nevery: 3s\nwindow: 1h\n";
    create(
        "name: good\ntemplate: count_threshold\n"
            + common
            + "parameters: {field: status, value: 500, above: 0}\n");
    create(
        "name: bad\ntemplate: avg_threshold\n" + common + "parameters: {field: text, above: 1}\n");
    create(
        "name: unspeakable\ntemplate: count_threshold\n"
            + common
            + "parameters: {field: status, value: 500, above: 0}\nlabels: {spoken: x}\n");
    sql( // as an older release took it
        "update watcher set version = version + 1, definition = replace(definition, 'spoken', '%s')"
                .formatted("a".repeat(200))
            + " where name = 'unspeakable'");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              last("bad").then().body("[0].verdict", equalTo("unknown"));
              last("unspeakable").then().body("[0].verdict", equalTo("unknown"));
              last("good").then().body("[0].verdict", equalTo("firing"));
            });
    last("bad").then().body("[0].reason", containsString("REJECTED"));
    delete("good");
    delete("bad");
    delete("unspeakable");
    await().atMost(SOON).until(() -> alerts.of("good").size() == 2);
    assertEquals(
        "its watcher was deleted",
        alerts.of("good").get(1).getJsonObject("annotations").getString("summary"));
  }

  @Test
  void shouldAskForManyWatchersOfOneIndexAtOnce() {
    index("merged");
    document("merged", "\"service\":\"a\",\"status\":500");
    var names = IntStream.range(0, 30).mapToObj(i -> "merged-" + i).toList();
    String list =
        names.stream()
            .map(
                name ->
                    """
                    {"name":"%s","template":"count_threshold","index":"%smerged","every":"1h",
                     "window":"1h","parameters":{"field":"status","value":500,"above":0}}"""
                        .formatted(name, prefix))
            .collect(Collectors.joining(",", "[", "]"));
    api()
        .contentType("application/json")
        .body(list)
        .post("/api/v1/watchers")
        .then()
        .statusCode(201);
    await().atMost(SOON).until(() -> state("merged-%") == 30);
    double before = searches();
    sql(
        "update watcher_state set next_run_at = now()"
            + " where watcher in (select id from watcher where name like 'merged-%')");
    await().atMost(SOON).until(() -> runs("merged-29").size() == 1 && runs("merged-0").size() == 1);
    assertTrue(searches() - before < 10, "30 watchers took " + (searches() - before) + " searches");
    last("merged-7").then().body("[0].verdict", equalTo("firing"), "[0].value", equalTo(1.0f));
    names.forEach(this::delete);
  }

  @Test
  void shouldNotLetASlowQuestionHoldUpItsCompany() {
    index("company");
    document("company", "\"service\":\"a\",\"status\":500");
    var names = List.of("quick-1", "quick-2", "slowpoke");
    spoilt.slow("slowpoke");
    create("quick-1", "company", "filter: 'service:a'");
    create("quick-2", "company", "filter: 'status:500'");
    create("slowpoke", "company", "filter: 'service:slowpoke'");
    together(names, 1);
    for (String quick : List.of("quick-1", "quick-2")) {
      last(quick).then().body("[0].verdict", equalTo("firing"));
    }
    last("slowpoke")
        .then()
        .body("[0].verdict", equalTo("unknown"), "[0].reason", containsString("TIMED_OUT"));

    int before = spoilt.searches();
    together(names, 2);
    assertEquals(before + 2, spoilt.searches(), "from then on it travels alone");
    names.forEach(this::delete);
  }

  @Test
  void shouldAskNobodyAloneOfAnIndexThatRefusesAll() {
    index("refused");
    var names = List.of("refused-1", "refused-2", "refused-3", "refused-4", "refused-5");
    names.forEach(name -> create(name, "refused", "severity: info"));
    spoilt.refuse();
    together(names, 1);
    last("refused-3")
        .then()
        .body("[0].verdict", equalTo("unknown"), "[0].reason", containsString("the key is gone"));
    assertEquals(2, spoilt.searches(), "together, and whether anybody is answered");
    together(names, 2);
    assertEquals(3, spoilt.searches(), "it is remembered");
    names.forEach(this::delete);
  }

  @Test
  void shouldTryAgainAsOftenAsItIsTold() {
    index("patient");
    create("patient", "patient", "retries: 2\nretry_delay: 100ms");
    spoilt.tired(2);
    together(List.of("patient"), 1);
    last("patient").then().body("[0].verdict", equalTo("ok"));
    assertEquals(3, spoilt.searches());
    spoilt.tired(3);
    together(List.of("patient"), 2);
    last("patient").then().body("[0].verdict", equalTo("unknown"));
    assertEquals(6, spoilt.searches());
    delete("patient");
  }

  private void create(String name, String index, String more) {
    create(
        """
        name: NAME
        template: count_threshold
        cluster: spoilt
        index: %sINDEX
        every: 1h
        window: 1h
        timeout: 1s
        MORE
        parameters: {field: status, value: 500, above: 0}
        """
            .replace("NAME", name)
            .replace("INDEX", index)
            .replace("MORE", more));
    await().atMost(SOON).until(() -> state(name) == 1);
  }

  /** Makes them due at the same moment, and waits until each has run so often. */
  private void together(List<String> names, int times) {
    sql(
        names.stream()
            .collect(
                Collectors.joining(
                    "','",
                    "update watcher_state set next_run_at = now()"
                        + " where watcher in (select id from watcher where name in ('",
                    "'))")));
    await().atMost(SOON).until(() -> names.stream().allMatch(name -> runs(name).size() == times));
  }
}
