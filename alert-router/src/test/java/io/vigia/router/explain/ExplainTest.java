package io.vigia.router.explain;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vigia.contracts.Labels;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.RouterTestResource;
import io.vigia.router.route.Reload;
import io.vigia.router.route.RoutingWiring;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each reason that explain names, and that changing one rule changes it. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
class ExplainTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private static final String CONFIG =
      """
      route:
        receiver: hook
        group_by: [alertname, service]
        group_wait: 0s
        group_interval: 1s
        repeat_interval: 4h
        routes:
          - matchers: [team="slow"]
            group_wait: 1h
            group_interval: 1h
            receiver: firing-only
          - matchers: [team="once"]
            group_interval: 1h
          - matchers: [team="brief"]
            receiver: firing-only
          - matchers: [team="two"]
            continue: true
          - matchers: [team="two"]
            receiver: second
      time_intervals:
        - name: always
          time_intervals: [{times: [{start_time: "00:00", end_time: "24:00"}]}]
      inhibit_rules:
        - source_matchers: [alertname="NeverFires"]
          target_matchers: [alertname="Test"]
        - source_matchers: [alertname="ServiceDown"]
          target_matchers: [alertname="Test"]
          equal: [service]
      receivers:
        - name: hook
          webhook_configs: [{url: "%1$s"}]
        - name: second
          webhook_configs: [{url: "%1$s"}]
        - name: firing-only
          webhook_configs: [{url: "%1$s", send_resolved: false}]
      """;

  private final Path file = RouterTestResource.receiversFolder().resolveSibling("alertmanager.yml");
  @Inject RoutingWiring routing;

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
    RouterTestResource.receiver().answer(200);
    reload(before);
  }

  @Test
  void shouldSayWhoHasItAndWhenItIsRepeated() {
    post("Test", Map.of("team", "once"), "");
    until("once", "DELIVERED");
    explain("once")
        .body("routes[0].receiver", equalTo("hook"))
        .body("routes[0].route", equalTo("{}/{team=\"once\"}"))
        .body("routes[0].groupKey", containsString(service))
        .body("routes[0].deliveries", hasSize(1))
        .body("routes[0].deliveries[0].integration", equalTo("webhook-0"))
        .body("routes[0].deliveries[0].status", equalTo("delivered"))
        .body("routes[0].deliveries[0].finishedAt", notNullValue())
        .body("routes[0].repeatsAt", notNullValue())
        .body("history.reason", equalTo(List.of("TOLD")))
        .body("history.detail", equalTo(List.of("FIRST_FIRING")));
    post("Test", Map.of(), "");
    until("", "NOTHING_NEW");
    explain("").body("routes[0].text", containsString("is repeated at"));
  }

  @Test
  void shouldNameTheSilenceAndItsAuthorUntilItIsOver() {
    post("Test", Map.of("team", "slow"), "");
    until("slow", "WAITING_GROUP_WAIT");
    explain("slow").body("routes[0].until", notNullValue());
    String silence = silence(matcher("service", service));
    explain("slow")
        .body("routes[0].reason", equalTo("SILENCED"))
        .body("routes[0].silencedBy[0].id", equalTo(silence))
        .body("routes[0].silencedBy[0].createdBy", equalTo("ana"))
        .body("routes[0].text", containsString("maintenance"))
        .body("routes[0].until", equalTo("2099-01-01T00:00:00Z"));
    api().delete("/api/v2/silence/" + silence).then().statusCode(200);
    until("slow", "WAITING_GROUP_WAIT");
  }

  @Test
  void shouldNameTheInhibitRuleUntilItIsTakenAway() throws IOException {
    post("ServiceDown", Map.of(), "");
    post("Test", Map.of("team", "slow"), "");
    until("slow", "INHIBITED");
    explain("slow")
        .body("routes[0].inhibitedBy", hasSize(1))
        .body("routes[0].inhibitedBy[0].rule", equalTo(2))
        .body("routes[0].inhibitedBy[0].sourceMatchers", hasItem("alertname=\"ServiceDown\""))
        .body("routes[0].inhibitedBy[0].labels.service", equalTo(service));
    reload(config.replace("alertname=\"ServiceDown\"", "alertname=\"Elsewhere\""));
    until("slow", "WAITING_GROUP_WAIT");
  }

  @Test
  void shouldNameTheTimeThatMutesTheRoute() throws IOException {
    post("Test", Map.of("team", "slow"), "");
    until("slow", "WAITING_GROUP_WAIT");
    reload(
        config.replace(
            "group_wait: 1h\n", "group_wait: 1h\n      mute_time_intervals: [always]\n"));
    until("slow", "ROUTE_MUTED");
    explain("slow").body("routes[0].mutedBy", equalTo(List.of("always")));
  }

  @Test
  void shouldFollowAMatcherThatChanged() throws IOException {
    post("Test", Map.of("team", "slow"), "");
    until("slow", "WAITING_GROUP_WAIT");
    reload(config.replace("[team=\"slow\"]", "[team=\"other\"]"));
    until("slow", "WAITING_FOR_SOURCE");
    explain("slow").body("routes.receiver", equalTo(List.of("hook", "hook")));
    post("Test", Map.of("team", "slow"), "");
    until("slow", "NOTHING_NEW");
    explain("slow").body("routes[0].receiver", equalTo("hook"));
  }

  @Test
  void shouldSayWhatTheReceiverAnswered() {
    RouterTestResource.receiver().answer(503);
    post("Test", Map.of("team", "once"), "");
    until("once", "RETRYING");
    explain("once").body("routes[0].text", containsString("503"));
    RouterTestResource.receiver().answer(400);
    until("once", "DEAD_LETTER");
    explain("once").body("routes[0].text", containsString("400"));
  }

  @Test
  void shouldSayWhyNobodyHeardOfTheEnd() {
    post("Test", Map.of("team", "brief"), "");
    until("brief", "NOTHING_NEW");
    post("Test", Map.of("team", "brief"), ",\"endsAt\":\"" + Instant.now() + "\"");
    until("brief", "SEND_RESOLVED_OFF");
    explain("brief")
        .body("status", equalTo("resolved"))
        .body("history.reason", equalTo(List.of("SEND_RESOLVED_OFF", "TOLD")));
  }

  @Test
  void shouldRememberWhatKeptItQuiet() {
    String silence = silence(matcher("service", service));
    post("Test", Map.of(), "");
    await().atMost(SOON).untilAsserted(() -> explain("").body("history", hasSize(1)));
    post("Test", Map.of(), ",\"endsAt\":\"" + Instant.now() + "\"");
    await()
        .atMost(SOON)
        .untilAsserted(() -> explain("").body("routes[0].nextFlushAt", equalTo(null)));
    explain("")
        .body("routes[0].reason", equalTo("SILENCED"))
        .body("routes[0].text", containsString(silence))
        .body("history.detail", equalTo(List.of(silence)));
  }

  @Test
  void shouldKeepAnAlertFromTheReceiverThatASilenceNames() {
    String silence = silence(matcher("service", service), matcher("__receiver__", "second"));
    post("Test", Map.of("team", "two"), "");
    until("two", "NOTHING_NEW");
    explain("two")
        .body("routes.receiver", equalTo(List.of("hook", "second")))
        .body("routes.reason", equalTo(List.of("NOTHING_NEW", "SILENCED")))
        .body("routes[1].silencedBy[0].matchers", hasItems("__receiver__=\"second\""));
    list("").body("status[0].state", equalTo("active"));
    api().delete("/api/v2/silence/" + silence).then().statusCode(200);
    await()
        .atMost(SOON)
        .untilAsserted(() -> explain("two").body("routes[1].reason", equalTo("NOTHING_NEW")));
    silence(
        matcher("service", service), matcher("__receiver__", "hook|second").put("isRegex", true));
    list("").body("status[0].state", equalTo("suppressed"));
    refused(body(matcher("service", service), matcher("__receiver__", "nobody")))
        .body("field", equalTo("matchers[1].value"))
        .body("detail", containsString("firing-only, hook, second"));
  }

  @Test
  void shouldEndASilenceWithItsAlerts() {
    JsonObject wish = body(matcher("service", service)).put("expireOnResolve", true);
    String silence = saved(wish);
    post("Test", Map.of(), "");
    post("Test", Map.of("host", "two"), "");
    until("", "SILENCED");
    explain("").body("routes[0].silencedBy[0].expireOnResolve", equalTo(true));
    JsonObject known = new JsonObject(api().get("/api/v2/silence/" + silence).asString());
    assertEquals(true, known.getBoolean("expireOnResolve"));
    // Alertmanager's clients send the fields back that they know
    known.remove("expireOnResolve");
    assertEquals(silence, saved(known));
    post("Test", Map.of(), ",\"endsAt\":\"" + Instant.now() + "\"");
    await().during(Duration.ofSeconds(4)).atMost(SOON).until(() -> state(silence).equals("active"));
    post("Test", Map.of("host", "two"), ",\"endsAt\":\"" + Instant.now() + "\"");
    await().atMost(SOON).until(() -> state(silence).equals("expired"));
    refused(body(matcher("service", ".+").put("isRegex", true)).put("expireOnResolve", true))
        .body("field", equalTo("matchers"));
    refused(body(matcher("service", service), matcher("__expire_on_resolve__", "yes")))
        .body("field", equalTo("matchers[1].value"));
  }

  @Test
  void shouldSayThatItKnowsNoSuchAlert() {
    post("Test", Map.of(), "");
    for (String unknown : List.of("0123456789abcdef", "none", "a%00b")) {
      given()
          .urlEncodingEnabled(false)
          .header("X-API-Key", "test-key")
          .get("/api/v1/alerts/" + unknown + "/explain")
          .then()
          .statusCode(404);
    }
    given()
        .header("X-API-Key", "other-key")
        .get("/api/v1/alerts/" + fingerprint("") + "/explain")
        .then()
        .statusCode(404)
        .body("detail", containsString("refused"));
  }

  private void until(String team, String reason) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> explain(team).body("routes[0].reason", equalTo(reason)));
  }

  private ValidatableResponse explain(String team) {
    return api().get("/api/v1/alerts/" + fingerprint(team) + "/explain").then().statusCode(200);
  }

  private String fingerprint(String team) {
    return Labels.of(Map.of("alertname", "Test", "service", service, "team", team)).fingerprint();
  }

  private void post(String name, Map<String, String> labels, String more) {
    var all = new TreeMap<String, Object>(labels);
    all.put("alertname", name);
    all.put("service", service);
    api()
        .body("[{\"labels\":" + new JsonObject(all).encode() + more + "}]")
        .post("/api/v2/alerts")
        .then()
        .statusCode(200);
  }

  private ValidatableResponse list(String more) {
    return api().get("/api/v2/alerts?filter=service=" + service + more).then().statusCode(200);
  }

  private void reload(String text) throws IOException {
    Files.writeString(file, text);
    Reload.of(routing);
  }

  private static String silence(JsonObject... matchers) {
    return saved(body(matchers));
  }

  private static String saved(JsonObject silence) {
    return api()
        .body(silence.encode())
        .post("/api/v2/silences")
        .then()
        .statusCode(200)
        .extract()
        .path("silenceID");
  }

  private static ValidatableResponse refused(JsonObject silence) {
    return api().body(silence.encode()).post("/api/v2/silences").then().statusCode(400);
  }

  private static String state(String silence) {
    return api().get("/api/v2/silence/" + silence).path("status.state");
  }

  private static JsonObject body(JsonObject... matchers) {
    return new JsonObject()
        .put("matchers", new JsonArray(List.of(matchers)))
        .put("startsAt", Instant.now().toString())
        .put("endsAt", "2099-01-01T00:00:00Z")
        .put("createdBy", "ana")
        .put("comment", "maintenance");
  }

  private static JsonObject matcher(String name, String value) {
    return new JsonObject().put("name", name).put("value", value).put("isRegex", false);
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key").contentType("application/json");
  }
}
