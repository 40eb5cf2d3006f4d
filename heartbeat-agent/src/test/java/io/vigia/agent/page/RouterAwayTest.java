package io.vigia.agent.page;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import io.vigia.agent.AgentTestResource;
import io.vigia.agent.spool.SeededStore;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An agent with Kafka but without a router, started again with one target less. */
@QuarkusTest
@TestProfile(RouterAwayTest.WithoutRouter.class)
class RouterAwayTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  public static class WithoutRouter implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "vigia.agent.suite.\"alert-router\"",
          "http://127.0.0.1:1",
          "vigia.agent.page.after",
          "5s");
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(PlatformTestResource.class),
          new TestResourceEntry(AgentTestResource.class),
          new TestResourceEntry(PageTestResource.class),
          new TestResourceEntry(SeededStore.class));
    }
  }

  @Inject PageStore store;

  @Test
  void shouldPageWhatFiresThoughKafkaTookIt() {
    await().atMost(SOON).until(() -> status("alert-router").contains("firing"));
    await().atMost(SOON).until(() -> status("gone").equals(List.of("firing")));
    await()
        .atMost(SOON)
        .until(
            () ->
                store.all().stream()
                    .anyMatch(t -> t.target().equals("gone") && t.paged() && !t.spooled()));
  }

  @Test
  void shouldEndWhatFiresForATargetThatWasRemoved() {
    await().atMost(SOON).until(() -> status("old").equals(List.of("resolved")));
    given()
        .header("X-API-Key", "test-key")
        .get("/api/v1/services")
        .then()
        .body("name", not(hasItem("old")));
    var end = new JsonObject(PageTestResource.about("old").get(0).body());
    assertEquals(
        "old is no longer watched: target removed",
        end.getJsonObject("commonAnnotations").getString("summary"));
    await() // it is in Kafka as well, and nothing remains to be remembered
        .atMost(SOON)
        .until(() -> store.all().stream().noneMatch(t -> t.target().equals("old")));
  }

  private static List<String> status(String service) {
    return PageTestResource.about(service).stream()
        .map(m -> new JsonObject(m.body()).getString("status"))
        .toList();
  }
}
