package io.vigia.agent.page;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import io.vigia.agent.AgentTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An agent whose Kafka never answers, and the webhook that it pages instead. */
@QuarkusTest
@TestProfile(PageTest.WithoutKafka.class)
class PageTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  public static class WithoutKafka implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "kafka.bootstrap.servers",
          "127.0.0.1:1",
          "vigia.agent.page.after",
          "2s",
          "SECRET_KEY",
          "page-secret");
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(AgentTestResource.class),
          new TestResourceEntry(PageTestResource.class));
    }
  }

  @Inject PageStore store;

  @Test
  void shouldPageOnceThatAServiceIsDownAndOnceThatItIsBack() {
    PageTestResource.answer(503);
    await().atMost(SOON).until(() -> !PageTestResource.about("gone").isEmpty());
    PageTestResource.answer(200);
    await().atMost(SOON).until(() -> PageTestResource.about("gone").size() == 2);
    var tries = PageTestResource.about("gone");
    assertEquals(tries.get(0).id(), tries.get(1).id(), "a repeat carries the same id");
    assertEquals("Bearer page-secret", tries.get(1).authorization());
    var payload = new JsonObject(tries.get(1).body());
    assertEquals("4", payload.getString("version"));
    assertEquals("heartbeat-agent", payload.getString("receiver"));
    var alert = payload.getJsonArray("alerts").getJsonObject(0);
    assertEquals("firing", alert.getString("status"));
    assertEquals("direct", alert.getJsonObject("annotations").getString("vigia_path"));
    assertEquals("gone", alert.getJsonObject("labels").getString("service"));

    AgentTestResource.answer(503);
    await().atMost(SOON).until(() -> PageTestResource.about("shop").size() == 1);
    AgentTestResource.answer(200);
    await().atMost(SOON).until(() -> PageTestResource.about("shop").size() == 2);
    var end = new JsonObject(PageTestResource.about("shop").get(1).body());
    assertEquals("resolved", end.getString("status"));

    // what was paged still waits for Kafka, and is not paged again
    await()
        .during(Duration.ofSeconds(6))
        .atMost(SOON)
        .until(
            () ->
                PageTestResource.about("gone").size() == 2
                    && PageTestResource.about("shop").size() == 2);
    assertEquals(
        3,
        store.all().stream()
            .filter(told -> List.of("gone", "shop").contains(told.target()))
            .filter(told -> told.spooled() && told.paged())
            .count());
    given()
        .header("X-API-Key", "test-key")
        .get("/q/health/ready")
        .then()
        .body("status", equalTo("UP"));
    assertTrue(
        given()
            .header("X-API-Key", "test-key")
            .get("/q/metrics")
            .asString()
            .contains("vigia_pages_total{result=\"taken\"}"));
  }
}
