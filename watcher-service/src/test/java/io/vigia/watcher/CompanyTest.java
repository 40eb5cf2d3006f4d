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
import java.time.Duration;
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
    create("quick-1", "company", "6s", "filter: 'service:a'");
    create("quick-2", "company", "6s", "filter: 'status:500'");
    create("slowpoke", "company", "6s", "filter: 'service:slowpoke'");
    together(names, 1);
    for (String quick : List.of("quick-1", "quick-2")) {
      last(quick).then().body("[0].verdict", equalTo("firing"));
    }
    last("slowpoke")
        .then()
        .body("[0].verdict", equalTo("unknown"), "[0].reason", containsString("TIMED_OUT"));
    assertEquals(List.of("slowpoke"), inTheSlowLane(names));

    int before = spoilt.searches();
    together(names, 2);
    assertEquals(before + 2, spoilt.searches(), "from then on it travels alone");
    names.forEach(this::delete);
  }

  @Test
  void shouldAccuseNobodyOfAnIndexThatIsSlowForAll() {
    index("sleepy");
    var names = IntStream.range(0, 20).mapToObj(i -> "sleepy-" + i).toList();
    names.forEach(name -> create(name, "sleepy", "retries: 2\nfilter: 'service:nobody'"));
    spoilt.slow("nobody");
    together(names, 1);
    last("sleepy-7").then().body("[0].verdict", equalTo("unknown"));
    assertEquals(9, spoilt.searches(), "together, whether anybody is answered, and in 7 parts");
    together(names, 2);
    assertEquals(10, spoilt.searches(), "it is remembered");
    spoilt.heal();
    together(names, 3);
    assertEquals(1, spoilt.searches(), "nobody travels alone");
    last("sleepy-7").then().body("[0].verdict", equalTo("ok"));
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

  @Test
  void shouldTryAgainAsOftenAsItIsToldWhatTravelsInOneRequest() {
    var names = List.of("shared-1", "shared-2");
    for (String name : names) {
      index(name);
      create(name, name, "retries: 1\nretry_delay: 1500ms");
    }
    spoilt.tired(3);
    together(names, 1);
    assertEquals(3, spoilt.searches(), "together, and each once more");
    for (String name : names) {
      last(name).then().body("[0].verdict", equalTo("unknown"));
      Duration took = Duration.parse(last(name).path("[0].took"));
      assertTrue(took.compareTo(Duration.ofMillis(1450)) > 0, "it waited only " + took);
    }
    names.forEach(this::delete);
  }

  @Test
  void shouldComeDueAgainWhileOthersOfItsClaimStillRun() {
    index("jumped");
    index("dozing");
    spoilt.slow("dozing");
    create(
        """
        name: jumper
        template: count_threshold
        index: %sjumped
        every: 1h
        window: 1h
        catch_up: 3m
        parameters: {field: status, value: 500, above: 0}
        """);
    await().atMost(SOON).until(() -> state("jumper") == 1);
    create("sleeper", "dozing", "25s", "catch_up: 3m\nfilter: 'service:dozing'");
    due(List.of("jumper", "sleeper"), "now() - interval '3 days'");
    await().atMost(SOON).until(() -> runs("jumper").size() == 1);
    due(List.of("jumper"), "now()");
    await().atMost(SOON).until(() -> runs("jumper").size() == 2);
    assertEquals(List.of(), runs("sleeper"));
    delete("jumper");
    delete("sleeper");
  }

  @Test
  void shouldHarmNobodyElseWhenWhatWasBelievedIsBroken() {
    index("beliefs");
    document("beliefs", "\"status\":500");
    var names = List.of("believer", "bystander");
    names.forEach(name -> create(name, "beliefs", "severity: info"));
    together(names, 1);
    last("believer").then().body("[0].verdict", equalTo("firing"));
    sql(
        "update watcher_key set state = '{\"is\":\"nonsense\"}'"
            + " where watcher = (select id from watcher where name = 'believer')");
    together(names, 2);
    last("bystander").then().body("[0].verdict", equalTo("firing"));
    last("believer")
        .then()
        .body("[0].verdict", equalTo("unknown"))
        .body("[0].reason", containsString("what was believed of {} cannot be read: "));
    names.forEach(this::delete);
  }

  private void create(String name, String index, String more) {
    create(name, index, "1s", more);
  }

  private void create(String name, String index, String timeout, String more) {
    create(
        """
        name: NAME
        template: count_threshold
        cluster: spoilt
        index: %sINDEX
        every: 1h
        window: 1h
        timeout: TIMEOUT
        MORE
        parameters: {field: status, value: 500, above: 0}
        """
            .replace("NAME", name)
            .replace("INDEX", index)
            .replace("TIMEOUT", timeout)
            .replace("MORE", more));
    await().atMost(SOON).until(() -> state(name) == 1);
  }

  /** Makes them due at the same moment, and waits until each has run so often. */
  private void together(List<String> names, int times) {
    due(names, "now()");
    await().atMost(SOON).until(() -> names.stream().allMatch(name -> runs(name).size() == times));
  }

  private void due(List<String> names, String at) {
    sql("update watcher_state set next_run_at = " + at + " where " + ofThose(names));
  }

  private List<String> inTheSlowLane(List<String> names) {
    return names.stream()
        .filter(
            name ->
                pool.query("select slow from watcher_state where " + ofThose(List.of(name)))
                    .execute()
                    .await()
                    .atMost(SOON)
                    .iterator()
                    .next()
                    .getBoolean(0))
        .toList();
  }

  private static String ofThose(List<String> names) {
    return names.stream()
        .collect(
            Collectors.joining(
                "','", "watcher in (select id from watcher where name in ('", "'))"));
  }
}
