package io.vigia.router.rival;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.rival.Listener.Heard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same configuration and the same alerts at the same time into Alertmanager and into ours. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = RivalTestResource.class, restrictToAnnotatedClass = true)
class RivalTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** What a machine that others use may add to the difference of two of its processes. */
  private static final Duration CLOSE = Duration.ofMillis(1_500);

  private Process alertmanager;
  private int port;
  private String run;
  private Instant began;

  @BeforeEach
  void start() throws IOException {
    Path program = Tool.find("prometheus-alertmanager");
    run = "run-" + UUID.randomUUID();
    port = Tool.freePort();
    Path folder = Files.createTempDirectory(RivalTestResource.folder(), "alertmanager");
    Path config = folder.resolve("alertmanager.yml");
    Files.writeString(
        config,
        "global: {resolve_timeout: 4s}\n"
            + RivalTestResource.routingOf(RivalTestResource.theirs()));
    alertmanager =
        Tool.start(
            folder.resolve("log"),
            program,
            "--config.file=" + config,
            "--storage.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--cluster.listen-address=");
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> given().port(port).get("/-/ready").statusCode() == 200);
    began = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  @AfterEach
  void stop() {
    if (alertmanager != null) {
      alertmanager.destroyForcibly().onExit().join();
    }
  }

  @Test
  void shouldTellTheSameAtTheSameTimes() {
    Instant later = began.plusSeconds(300);
    post(alert("Grouped", "a", "root", later), alert("Grouped", "b", "root", later));
    post(alert("Each", "a", "all", later), alert("Each", "b", "all", later));
    post(alert("Both", "a", "both", null), alert("Both", "b", "both", null)); // resolve_timeout
    post(
        json("Source", "c", "quiet", "critical", later),
        json("Target", "c", "quiet", "warning", later));
    silence("Silenced");
    post(alert("Silenced", "d", "all", later));
    post(alert("Again", "e", "again", later));
    both(1, "Grouped");
    // one more for a group that has spoken, and the end of another's only alert
    post(alert("Grouped", "c", "root", later), alert("Each", "a", "all", Instant.now()));
    both(2, "Grouped");
    post(alert("Grouped", "a", "root", Instant.now()));
    both(3, "Grouped");
    post(
        alert("Grouped", "b", "root", Instant.now()), alert("Grouped", "c", "root", Instant.now()));
    both(4, "Grouped");
    both(2, "Again");
    for (Listener each : List.of(RivalTestResource.ours(), RivalTestResource.theirs())) {
      await().atMost(SOON).until(() -> ended(each, "Both", "first"));
    }

    for (String name : List.of("Grouped", "Each", "Both", "Source", "Again")) {
      compare(name);
    }
    for (Listener each : List.of(RivalTestResource.ours(), RivalTestResource.theirs())) {
      assertTrue(heard(each, "Silenced").isEmpty());
      assertTrue(heard(each, "Target").isEmpty());
    }
  }

  private void both(int count, String name) {
    for (Listener each : List.of(RivalTestResource.ours(), RivalTestResource.theirs())) {
      await().atMost(SOON).until(() -> heard(each, name).size() >= count);
    }
  }

  private boolean ended(Listener listener, String name, String receiver) {
    return heard(listener, name).stream()
        .anyMatch(
            each ->
                each.receiver().equals(receiver)
                    && each.payload().getString("status").equals("resolved"));
  }

  private List<Heard> heard(Listener listener, String name) {
    return listener.about(run).stream()
        .filter(each -> each.payload().getJsonArray("alerts").encode().contains("\"" + name + "\""))
        .toList();
  }

  /** Each group: the same words in the same order, and each of them at the same time. */
  private void compare(String name) {
    Map<String, List<Heard>> ours = byGroup(heard(RivalTestResource.ours(), name));
    Map<String, List<Heard>> theirs = byGroup(heard(RivalTestResource.theirs(), name));
    assertEquals(theirs.keySet(), ours.keySet(), name);
    theirs.forEach(
        (group, told) -> {
          List<Heard> said = ours.get(group);
          // one of the two may have been asked between two of its notifications
          int count = Math.min(told.size(), said.size());
          assertTrue(Math.max(told.size(), said.size()) - count <= 1, group);
          assertEquals(
              told.stream().limit(count).map(Heard::content).toList(),
              said.stream().limit(count).map(Heard::content).toList(),
              group);
          for (int i = 0; i < count; i++) {
            Duration apart = Duration.between(told.get(i).at(), said.get(i).at()).abs();
            assertTrue(apart.compareTo(CLOSE) < 0, group + ", number " + i + ": apart by " + apart);
          }
        });
  }

  private static Map<String, List<Heard>> byGroup(List<Heard> heard) {
    return heard.stream()
        .collect(
            Collectors.groupingBy(
                each -> each.receiver() + " " + each.groupKey(),
                TreeMap::new,
                Collectors.toList()));
  }

  private void silence(String name) {
    String silence =
        """
        {"matchers":[{"name":"alertname","value":"%s","isRegex":false,"isEqual":true}],
         "startsAt":"%s","endsAt":"%s","createdBy":"test","comment":"test"}"""
            .formatted(name, began, began.plusSeconds(300));
    for (int each : List.of(port, RestAssured.port)) {
      to(each).body(silence).post("/api/v2/silences").then().statusCode(200);
    }
  }

  private static RequestSpecification to(int port) {
    return given().port(port).header("X-API-Key", "test-key").contentType("application/json");
  }

  /** To both at the same time. */
  private void post(String... alerts) {
    String body = "[" + String.join(",", alerts) + "]";
    var other =
        CompletableFuture.runAsync(
            () -> to(port).body(body).post("/api/v2/alerts").then().statusCode(200));
    to(RestAssured.port).body(body).post("/api/v2/alerts").then().statusCode(200);
    other.join();
  }

  private String alert(String name, String cluster, String kind, @Nullable Instant end) {
    return json(name, cluster, kind, "none", end);
  }

  private String json(
      String name, String cluster, String kind, String severity, @Nullable Instant end) {
    var alert =
        new JsonObject()
            .put(
                "labels",
                new JsonObject()
                    .put("alertname", name)
                    .put("cluster", cluster)
                    .put("kind", kind)
                    .put("severity", severity)
                    .put("run", run))
            .put("annotations", new JsonObject().put("summary", name + " in " + cluster))
            .put("startsAt", began.toString())
            .put("generatorURL", "http://prometheus.example/graph");
    return (end == null ? alert : alert.put("endsAt", end.toString())).encode();
  }
}
