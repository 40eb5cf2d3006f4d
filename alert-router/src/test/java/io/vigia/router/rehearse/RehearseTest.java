package io.vigia.router.rehearse;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.Receiver.Message;
import io.vigia.router.RouterTestResource;
import io.vigia.router.route.OfflineTypes;
import io.vigia.router.route.Reload;
import io.vigia.router.route.RoutingWiring;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rehearsals over what was recorded; the simulation against the router itself. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
class RehearseTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private static final String CONFIG =
      """
      route:
        receiver: hook
        group_by: [alertname, service]
        group_wait: 1s
        group_interval: 2s
        repeat_interval: 5s
        routes:
          - matchers: [host="brief"]
            receiver: firing-only
            continue: true
      inhibit_rules:
        - source_matchers: [alertname="RackDown"]
          target_matchers: [alertname="NodeDown"]
          equal: [service]
      receivers:
        - name: hook
          webhook_configs: [{url: "%1$s"}]
        - name: firing-only
          webhook_configs: [{url: "%1$s", send_resolved: false}]
        - name: other
          webhook_configs: [{url: "%1$s"}]
      """;

  @Inject RoutingWiring routing;
  @Inject TimelineStore timelines;
  @Inject OfflineTypes types;

  private final Path file = RouterTestResource.receiversFolder().resolveSibling("alertmanager.yml");
  private String before;
  private String config;
  private String service;

  @BeforeEach
  void configure() throws IOException {
    before = Files.readString(file);
    config = CONFIG.formatted(RouterTestResource.receiver().url());
    reload(config);
    service = "svc-" + UUID.randomUUID();
  }

  @AfterEach
  void restore() throws IOException {
    reload(before);
  }

  @Test
  void shouldSimulateWhatTheRouterDoes() {
    // what happens lies between two flushes: those are a second after and every other from then on
    Instant from = Instant.now();
    post("NodeDown", "one", "");
    post("RackDown", "rack", "");
    post("NodeDown", "brief", "");
    pause(4);
    silence("two", Duration.ofSeconds(4));
    post("NodeUp", "two", "");
    post("NodeUp", "three", "");
    pause(4);
    post("RackDown", "rack", ended());
    post("NodeUp", "three", ended());
    pause(4);
    post("NodeDown", "one", ended());
    post("NodeDown", "brief", ended());
    post("NodeUp", "two", ended());
    pause(4);
    Instant to = Instant.now();
    Timeline timeline = timelines.of("default", from, to).await().atMost(SOON);
    List<String> simulated =
        Simulation.run(routing.current(), timeline, 1000).stream()
            .filter(told -> told.groupKey().contains(service))
            .map(told -> said(told.receiver(), told.status().name(), told.content()))
            .toList();
    List<String> told =
        RouterTestResource.receiver().messages().stream()
            .map(Message::body)
            .filter(body -> body.contains(service))
            .map(body -> said(new JsonPath(body)))
            .toList();
    // groups that are due at once may speak in either order
    assertEquals(sorted(told), sorted(simulated));
    assertTrue(told.size() >= 8, told.toString());
  }

  @Test
  void shouldSayWhatAnotherConfigurationWouldHaveTold() {
    Instant from = Instant.now();
    post("NodeDown", "one", "");
    await().atMost(SOON).until(() -> told() > 0);
    post("NodeDown", "one", "");
    post("NodeDown", "one", ended());
    await().atMost(SOON).until(() -> told() > 1);
    Instant to = Instant.now();
    rehearse(config, from, to)
        .statusCode(200)
        .body("same", greaterThan(1))
        .body("onlyNowCount", equalTo(0))
        .body("onlyThenCount", equalTo(0))
        .body("movedCount", equalTo(0));
    String elsewhere = config.replaceFirst("receiver: hook", "receiver: other");
    JsonPath moved = rehearse(elsewhere, from, to).statusCode(200).extract().jsonPath();
    assertEquals(0, moved.getInt("same"));
    assertTrue(moved.getInt("movedCount") > 1);
    assertEquals("hook", moved.getString("moved[0].now.receiver"));
    assertEquals("other", moved.getString("moved[0].then.receiver"));
    assertEquals("FIRST_FIRING", moved.getString("moved[0].then.reason"));
    assertEquals(0, moved.getInt("receivers.hook.then"));
    String firingOnly = config.replaceFirst("receiver: hook", "receiver: firing-only");
    JsonPath fewer = rehearse(firingOnly, from, to).extract().jsonPath();
    assertEquals("resolved", fewer.getString("onlyNow[-1].status"));
    given()
        .header("X-API-Key", "test-key")
        .contentType("application/yaml")
        .body(config.getBytes(StandardCharsets.UTF_8))
        .post("/api/v1/rehearse")
        .then()
        .statusCode(200)
        .body("onlyThenCount", equalTo(0));
    given()
        .header("X-API-Key", "third-key")
        .contentType("application/yaml")
        .body(config.getBytes(StandardCharsets.UTF_8))
        .post("/api/v1/rehearse")
        .then()
        .statusCode(200)
        .body("observations", equalTo(0));
  }

  @Test
  void shouldNameTheLineThatIsWrong() {
    Instant now = Instant.now();
    rehearse(config.replace("receiver: firing-only", "receiver: nobody"), now.minusSeconds(9), now)
        .statusCode(400)
        .body("field", equalTo("config"))
        .body("line", equalTo(9))
        .body("detail", containsString("nobody"));
    rehearse(config, now, now.minusSeconds(5)).statusCode(400).body("field", equalTo("from"));
    rehearse(config, now.minus(Duration.ofDays(3)), now).statusCode(400);
    rehearse(config, now, now.plusSeconds(3600)).statusCode(400).body("field", equalTo("to"));
    rehearse("", now.minusSeconds(5), now).statusCode(400).body("field", equalTo("config"));
    api().body("[]").post("/api/v1/rehearse").then().statusCode(400);
  }

  @Test
  void shouldKnowOfflineWhatEachNotifierSaysOfEnds() {
    assertEquals(List.of(), types.thatDiffer());
  }

  private ValidatableResponse rehearse(String proposed, Instant from, Instant to) {
    var body = new TreeMap<String, Object>();
    body.put("config", proposed);
    body.put("from", from.toString());
    body.put("to", to.toString());
    return api().body(new JsonObject(body).encode()).post("/api/v1/rehearse").then();
  }

  private static List<String> sorted(List<String> said) {
    return said.stream().sorted().toList();
  }

  private static String said(JsonPath body) {
    List<Map<String, Object>> alerts = body.getList("alerts");
    return said(
        body.getString("receiver"),
        body.getString("status").toUpperCase(Locale.ROOT),
        alerts.stream()
            .map(
                a ->
                    new TreeMap<>((Map<?, ?>) a.get("labels"))
                        + " "
                        + a.get("status").toString().toUpperCase(Locale.ROOT))
            .sorted()
            .toList());
  }

  private static String said(String receiver, String status, List<String> content) {
    return Stream.concat(Stream.of(receiver, status), content.stream())
        .collect(Collectors.joining(" "));
  }

  private long told() {
    return RouterTestResource.receiver().messages().stream()
        .filter(message -> message.body().contains(service))
        .count();
  }

  /** Lets flushes pass: what is compared is what happens in a certain time. */
  private static void pause(int seconds) {
    Instant end = Instant.now().plusSeconds(seconds);
    await().atMost(SOON).until(() -> Instant.now().isAfter(end));
  }

  private static String ended() {
    return ",\"endsAt\":\"" + Instant.now() + "\"";
  }

  private void silence(String host, Duration length) {
    Instant now = Instant.now();
    api()
        .body(
            """
            {"matchers": [{"name": "service", "value": "%s"}, {"name": "host", "value": "%s"}],
             "startsAt": "%s", "endsAt": "%s", "createdBy": "ana", "comment": ""}"""
                .formatted(service, host, now, now.plus(length)))
        .post("/api/v2/silences")
        .then()
        .statusCode(200);
  }

  private void post(String name, String host, String more) {
    api()
        .body(
            "[{\"labels\":{\"alertname\":\"%s\",\"service\":\"%s\",\"host\":\"%s\"}%s}]"
                .formatted(name, service, host, more))
        .post("/api/v2/alerts")
        .then()
        .statusCode(200);
  }

  private void reload(String text) throws IOException {
    Files.writeString(file, text);
    Reload.of(routing);
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key").contentType("application/json");
  }
}
