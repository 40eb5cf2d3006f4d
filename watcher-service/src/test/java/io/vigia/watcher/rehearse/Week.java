package io.vigia.watcher.rehearse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** A week of documents on a real cluster, and definitions that look at them. */
final class Week {

  static final Instant END = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  static final Instant BEGIN = END.minus(Duration.ofDays(7));

  private static String seeded = "";

  private Week() {}

  static String index(String prefix) {
    return prefix + "rehearse";
  }

  static void seed(String cluster, String prefix) {
    String index = cluster + "/" + index(prefix);
    if (index.equals(seeded)) {
      return;
    }
    given()
        .contentType("application/json")
        .body(
            """
            {"settings":{"number_of_shards":2,"number_of_replicas":0},"mappings":{"properties":{
              "@timestamp":{"type":"date"},"took":{"type":"integer"},"host":{"type":"keyword"},"shop":{"type":"keyword"},
              "message":{"type":"text","fields":{"keyword":{"type":"keyword"}}},
              "user":{"properties":{"mail":{"type":"keyword"}}}}}}""")
        .put(index)
        .then()
        .statusCode(200);
    var random = new Random(7);
    for (int day = 0; day < 7; day++) {
      var bulk = new StringBuilder();
      for (int minute = 0; minute < 1440; minute++) {
        int at = day * 1440 + minute;
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
          bulk.append("{\"index\":{}}\n").append(document(random, at)).append('\n');
        }
      }
      given()
          .contentType("application/x-ndjson")
          .body(bulk.toString().getBytes(StandardCharsets.UTF_8))
          .post(index + "/_bulk?refresh=true")
          .then()
          .statusCode(200)
          .body("errors", equalTo(false));
    }
    seeded = index;
  }

  /** One bad quarter of an hour each four hours; a quiet half hour each day. */
  private static String document(Random random, int minute) {
    boolean bad = minute % 240 < 15;
    Instant at = BEGIN.plusSeconds(60L * minute).plusMillis(random.nextInt(60_000));
    int took = minute % 1440 >= 700 && minute % 1440 < 730 ? 0 : random.nextInt(4) + (bad ? 8 : 0);
    return "{\"@timestamp\":\"%s\",\"took\":%d,\"host\":\"h%d\",\"shop\":\"s%d\",\"message\":\"m\",\"user\":{\"mail\":\"a@b.c\"}}"
        .formatted(at, took, random.nextInt(3), random.nextInt(12));
  }

  /** By the clock, at whole minutes, unless it says otherwise. */
  static String definition(String prefix, String parameters, String more) {
    return """
        {"name":"slow","template":"test_mean","index":"%s","window":"PT5M",%s
         "parameters":{%s}%s}"""
        .formatted(
            index(prefix),
            more.contains("every") ? "" : "\"cron\":\"* * * * *\",",
            parameters,
            more);
  }

  static ValidatableResponse post(String path, String body) {
    return post(path, "application/json", body);
  }

  static ValidatableResponse post(String path, String type, String body) {
    return given()
        .header("X-API-Key", "test-key")
        .contentType(type)
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post("/api/v1/" + path)
        .then();
  }
}
