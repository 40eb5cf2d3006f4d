package io.vigia.watcher;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the engine have in common: an index, watchers over the API, the router's topic. */
abstract class EngineCase {

  protected static final Duration SOON = Duration.ofSeconds(60);

  @Inject Pool pool;

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String prefix;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @ConfigProperty(name = "vigia.topic-prefix")
  String topicPrefix;

  protected AlertTopic alerts;

  @BeforeEach
  void topic() {
    alerts = new AlertTopic(kafka, topicPrefix);
  }

  protected int state(String pattern) {
    return pool.query(
            "select count(*) from watcher_state s join watcher w on w.id = s.watcher"
                + " where w.name like '"
                + pattern
                + "' and s.version > 0")
        .execute()
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getInteger(0);
  }

  protected double searches() {
    String metrics = given().header("X-API-Key", "test-key").get("/q/metrics").asString();
    return metrics
        .lines()
        .filter(line -> line.startsWith("vigia_watcher_searches_total{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  protected void sql(String text) {
    pool.query(text).execute().await().atMost(SOON);
  }

  protected void create(String yaml) {
    api()
        .contentType("application/yaml")
        .body(yaml.replace("%s", prefix).getBytes(StandardCharsets.UTF_8))
        .post("/api/v1/watchers")
        .then()
        .statusCode(201);
  }

  protected void change(String name, String yaml) {
    api()
        .contentType("application/yaml")
        .body(yaml.replace("%s", prefix).getBytes(StandardCharsets.UTF_8))
        .put("/api/v1/watchers/" + name)
        .then()
        .statusCode(200);
  }

  protected void delete(String name) {
    api().delete("/api/v1/watchers/" + name).then().statusCode(204);
  }

  /** Runs it now, and answers its last run. */
  protected Response run(String name) {
    Instant before = Instant.now();
    api().post("/api/v1/watchers/" + name + "/run").then().statusCode(202);
    await()
        .atMost(SOON)
        .until(
            () ->
                runs(name).stream()
                    .map(Instant::parse)
                    .anyMatch(at -> at.isAfter(before.minusMillis(50))));
    return last(name);
  }

  protected Response last(String name) {
    return api().get("/api/v1/runs?limit=1&watcher=" + name);
  }

  /** The due times of its runs, the newest first. */
  protected List<String> runs(String name) {
    return api().get("/api/v1/runs?limit=100&watcher=" + name).jsonPath().getList("at");
  }

  protected void index(String name) {
    given()
        .contentType("application/json")
        .body(
            """
            {"settings":{"number_of_replicas":0},"mappings":{"properties":{
             "@timestamp":{"type":"date"},"service":{"type":"keyword"},"status":{"type":"integer"},
             "text":{"type":"text"}}}}""")
        .put(cluster + "/" + prefix + name)
        .then()
        .statusCode(200);
  }

  protected void clear(String name) {
    given()
        .contentType("application/json")
        .body("{\"query\":{\"match_all\":{}}}")
        .post(cluster + "/" + prefix + name + "/_delete_by_query?refresh=true")
        .then()
        .statusCode(200);
  }

  protected void document(String name, String fields) {
    document(name, fields, Instant.now().minusSeconds(10));
  }

  protected void document(String name, String fields, Instant at) {
    given()
        .contentType("application/json")
        .body("{\"@timestamp\":\"%s\",%s}".formatted(at, fields))
        .post(cluster + "/" + prefix + name + "/_doc?refresh=true")
        .then()
        .statusCode(201);
  }

  protected static RequestSpecification api() {
    return given().header("X-API-Key", "test-key");
  }
}
