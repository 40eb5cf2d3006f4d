package io.vigia.watcher.rehearse;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.WatcherTestResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Definitions replayed on a real cluster with a week of documents. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
class BacktestTest {

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String prefix;

  @BeforeEach
  void seed() {
    Week.seed(cluster, prefix);
  }

  @Test
  void shouldReplayAWeekOfMinutesInOneSearchAndAgreeWithSingleRuns() {
    String definition = definition("\"field\":\"took\",\"above\":6", "");
    JsonPath week =
        Week.post(
                "backtest",
                """
                {"definition":%s,"from":"%s","to":"%s","thresholds":{"above":[2,6,100]}}"""
                    .formatted(definition, Week.BEGIN, Week.END))
            .statusCode(200)
            .body("windows", equalTo(10_080))
            .body("searches", equalTo(1))
            .body("unknown_windows", equalTo(0))
            .body("result.firing", equalTo(42))
            .body("result.notifications", equalTo(84))
            .body("alternatives", hasSize(3))
            .body("alternatives[1].firing", equalTo(42))
            .body("alternatives[2].firing", equalTo(0))
            .extract()
            .jsonPath();
    System.out.printf(
        "7 days at 1 min: %s windows, %s search, request of %s bytes, took %s%n",
        week.getString("windows"),
        week.getString("searches"),
        week.getString("request_bytes"),
        week.getString("took"));
    assertTrue(week.getInt("alternatives[0].firing") > 42, "a lower limit fires more often");
    assertEquals(
        week.getDouble("result.firing_share"), week.getDouble("alternatives[1].firing_share"));

    agrees(definition, week, 50);
  }

  @Test
  void shouldReplayTwoWindowsPerRunInOneSearch() {
    String definition = definition("\"field\":\"took\",\"times\":3", "");
    JsonPath week =
        Week.post(
                "backtest",
                "{\"definition\":%s,\"from\":\"%s\",\"to\":\"%s\"}"
                    .formatted(definition, Week.BEGIN, Week.END))
            .statusCode(200)
            .body("searches", equalTo(1))
            .extract()
            .jsonPath();
    assertTrue(week.getInt("result.firing") > 5);
    agrees(definition, week, 20);
  }

  @Test
  void shouldCutGroupedWatchersByTheKeysThatThereAre() {
    String definition = definition("\"field\":\"took\",\"above\":7", ",\"group_by\":\"shop\"");
    JsonPath week =
        Week.post(
                "backtest",
                "{\"definition\":%s,\"from\":\"%s\",\"to\":\"%s\"}"
                    .formatted(definition, Week.BEGIN, Week.END))
            .statusCode(200)
            .body("result.keys", equalTo(12))
            .body("incomplete_windows", equalTo(0))
            .extract()
            .jsonPath();
    assertEquals(1 + 3, week.getInt("searches"), "one to count the keys, then 14 buckets a window");
  }

  /** Runs a sample of the windows by themselves and compares. */
  private void agrees(String definition, JsonPath week, int sample) {
    List<Map<String, Object>> episodes = week.getList("result.episodes");
    var random = new Random(11);
    for (int i = 0; i < sample; i++) {
      // half of them around the bad quarters, where it matters
      int minute = 1 + random.nextInt(10_080);
      minute = i % 2 == 0 ? minute : Math.max(1, minute / 240 * 240 + random.nextInt(20));
      Instant due = Week.BEGIN.plusSeconds(60L * minute);
      String alone =
          Week.post("preview?at=" + due, definition).statusCode(200).extract().path("verdict");
      boolean fires =
          episodes.stream()
              .anyMatch(
                  e ->
                      !due.isBefore(Instant.parse((String) e.get("from")))
                          && (e.get("to") == null
                              || due.isBefore(Instant.parse((String) e.get("to")))));
      assertEquals(fires ? "firing" : "ok", alone, due.toString());
    }
  }

  @Test
  void shouldRefuseWhatCannotBeReplayed() {
    String definition = definition("\"field\":\"took\",\"above\":6", ",\"every\":\"5s\"");
    Week.post("backtest", "{\"definition\":%s,\"days\":7}".formatted(definition))
        .statusCode(400)
        .body("field", equalTo("days"))
        .body("detail", containsString("more than 50,000 runs"));
    Week.post("backtest", "{\"definition\":%s,\"days\":32}".formatted(definition)).statusCode(400);
    Week.post(
            "backtest",
            "{\"definition\":%s,\"days\":1,\"thresholds\":{\"field\":[1]}}".formatted(definition))
        .statusCode(400)
        .body("field", equalTo("thresholds.field"));
    Week.post("preview", definition.replace("\"window\"", "\"tenant\":\"other\",\"window\""))
        .statusCode(400)
        .body("field", equalTo("tenant"));
  }

  private String definition(String parameters, String more) {
    return Week.definition(prefix, parameters, more);
  }
}
