package io.vigia.watcher;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The built-in watcher over a real cluster, from missing index to alert and back. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
class WatcherTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  @Inject Pool pool;

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String indexPrefix;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @ConfigProperty(name = "vigia.topic-prefix")
  String topicPrefix;

  @Test
  void shouldKnowNothingThenFireThenTellTheEnd() {
    api().get("/api/v1/watchers").then().body("definition.name", hasItem("errors-in-own-logs"));
    lastRun("unknown").then().body("[0].reason", equalTo("MISSING_INDEX: no index matches"));
    assertEquals(List.of(), alerts(), "what is not known is no alert");

    index("INFO");
    lastRun("ok");
    index("ERROR");
    lastRun("firing");
    await().atMost(SOON).until(() -> alerts().size() == 1);
    assertEquals("firing", alerts().get(0).getString("status"));
    assertTrue(
        alerts()
            .get(0)
            .getJsonObject("annotations")
            .getString("summary")
            .startsWith("1 documents"));

    given().delete(cluster + "/" + indexPrefix + "vigia-logs-test").then().statusCode(200);
    lastRun("unknown");
    assertEquals(1, alerts().size(), "nor is it the end of one");
    index("INFO");
    lastRun("ok");
    await().atMost(SOON).until(() -> alerts().size() == 2);
    assertEquals("resolved", alerts().get(1).getString("status"));
    assertEquals(
        alerts().get(0).getString("startsAt"),
        alerts().get(1).getString("startsAt"),
        "one episode");
  }

  /** Makes the watcher due until a run has the verdict. */
  private Response lastRun(String verdict) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              pool.query(
                      """
                      update watcher_state set next_run_at = clock_timestamp() where watcher =
                        (select id from watcher where name = 'errors-in-own-logs')""")
                  .execute()
                  .await()
                  .atMost(SOON);
              return verdict.equals(
                  api().get("/api/v1/runs?limit=1&watcher=errors-in-own-logs").path("[0].verdict"));
            });
    return api().get("/api/v1/runs?limit=1&watcher=errors-in-own-logs");
  }

  private void index(String level) {
    given()
        .contentType("application/json")
        .body(
            "{\"@timestamp\":\"%s\",\"log.level\":\"%s\"}"
                .formatted(Instant.now().minusSeconds(10), level))
        .post(cluster + "/" + indexPrefix + "vigia-logs-test/_doc?refresh=true")
        .then()
        .statusCode(201);
  }

  private List<JsonObject> alerts() {
    return new AlertTopic(kafka, topicPrefix).of("errors-in-own-logs");
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key");
  }
}
