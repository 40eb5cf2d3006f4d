package io.vigia.watcher.deliver;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.WatcherTestResource;
import io.vigia.watcher.deliver.Receiver.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A watcher that runs, from the documents to both of those who are to hear of it. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
class TwoDestinationsTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String prefix;

  @Test
  void shouldTellBothTheBeginningAndTheEndEachByItsOwnClock() throws Exception {
    document("checkout");
    try (var receiver = new Receiver().always(503)) {
      String definition = definition(receiver.url());
      String shown =
          api()
              .contentType("text/yaml")
              .body(definition.getBytes(StandardCharsets.UTF_8))
              .post("/api/v1/preview")
              .then()
              .statusCode(200)
              .extract()
              .path("destinations[0].payload.text");
      create(definition);
      run();
      await().atMost(SOON).until(() -> documents().size() == 1);
      await().atMost(SOON).until(() -> receiver.messages().size() == 2);
      notices()
          .body("receiver", contains("cluster default", host(receiver)))
          .body("index", contains(prefix + "heard", null))
          .body("status", contains("delivered", "pending"))
          .body("[0].attempts", equalTo(1))
          .body("[0].lastError", nullValue())
          .body("[1].attempts", greaterThanOrEqualTo(2))
          .body("[1].lastError", equalTo("HTTP 503"));

      clear();
      run();
      await().atMost(SOON).until(() -> documents().size() == 2);
      assertEquals(
          List.of("two is firing: 1 of checkout"),
          receiver.messages().stream().map(TwoDestinationsTest::text).distinct().toList(),
          "the end waits for the beginning");
      receiver.always(200);
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  notices()
                      .body("", hasSize(4))
                      .body("findAll { it.status == 'delivered' }", hasSize(4)));
      assertEquals(
          List.of("two is firing: 1 of checkout", "two is resolved: 0 of checkout"),
          receiver.messages().stream().map(TwoDestinationsTest::text).distinct().toList());
      assertEquals("two is firing: 1 of checkout", shown, "as the preview has shown it");
      assertEquals(
          List.of("firing", "resolved"), documents().stream().sorted().toList(), "and the index");
      assertEquals(2, receiver.messages().stream().map(Message::key).distinct().count());
    } finally {
      api().delete("/api/v1/watchers/two");
    }
    notices().body("", hasSize(4));
    api().get("/api/v1/notices?watcher=nobody").then().body("", hasSize(0));
  }

  private String definition(String url) {
    return """
        name: two
        template: count_threshold
        index: %stold-of
        every: 1h
        window: 1h
        group_by: [service]
        parameters: {above: 0}
        destinations:
          - type: webhook
            url: %s
            payload:
              text: "{{alertname}} is {{status}}: {{value}} of {{key.service}}"
          - type: elasticsearch
            index: %sheard
        """
        .formatted(prefix, url, prefix);
  }

  private static String text(Message message) {
    return JsonPath.from(message.body()).getString("text");
  }

  private static String host(Receiver receiver) {
    return receiver.url().replace("/hook", "");
  }

  private void create(String yaml) {
    api()
        .contentType("application/yaml")
        .body(yaml.getBytes(StandardCharsets.UTF_8))
        .post("/api/v1/watchers")
        .then()
        .statusCode(201);
  }

  private static ValidatableResponse notices() {
    return api().get("/api/v1/notices?watcher=two").then().statusCode(200);
  }

  private static void run() {
    api().post("/api/v1/watchers/two/run").then().statusCode(202);
  }

  private void document(String service) {
    given()
        .contentType("application/json")
        .body(
            "{\"mappings\":{\"properties\":{\"@timestamp\":{\"type\":\"date\"},\"service\":{\"type\":\"keyword\"}}}}")
        .put(cluster + "/" + prefix + "told-of")
        .then()
        .statusCode(200);
    given()
        .contentType("application/json")
        .body(
            "{\"@timestamp\":\"%s\",\"service\":\"%s\"}"
                .formatted(Instant.now().minusSeconds(10), service))
        .post(cluster + "/" + prefix + "told-of/_doc?refresh=true")
        .then()
        .statusCode(201);
  }

  private void clear() {
    given()
        .contentType("application/json")
        .body("{\"query\":{\"match_all\":{}}}")
        .post(cluster + "/" + prefix + "told-of/_delete_by_query?refresh=true")
        .then()
        .statusCode(200);
  }

  /** What each that was written tells. */
  private List<String> documents() {
    given().post(cluster + "/" + prefix + "heard/_refresh");
    List<String> found =
        given().get(cluster + "/" + prefix + "heard/_search").path("hits.hits._source.status");
    return found == null ? List.of() : found;
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key");
  }
}
