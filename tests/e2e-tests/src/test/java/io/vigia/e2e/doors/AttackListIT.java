package io.vigia.e2e.doors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.e2e.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attack list, tried on the suite as a person starts it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AttackListIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> KEYS = new HashMap<>();

  private static Suite suite;
  private static String execution;

  @BeforeAll
  static void up() throws IOException {
    Path home = Path.of("target", "doors-home");
    Suite.deleteTree(home);
    Files.createDirectories(home);
    KEYS.put("VIEWER", "vk_viewer_of_the_default_tenant");
    KEYS.put("OTHER", "vk_operator_of_another_tenant");
    KEYS.put("CHOSEN", "summer2026");
    Files.writeString(
        home.resolve("keys.json"),
        "[%s,%s]"
            .formatted(entry("viewer", "default", "viewer"), entry("other", "other", "operator")));
    suite = new Suite(home);
    suite.set("TENANT_API_KEYS", "{\"third\":\"%s\"}".formatted(KEYS.get("CHOSEN")));
    Path runbooks = Files.createDirectories(home.resolve("config/runbooks"));
    Files.writeString(
        runbooks.resolve("look.yml"),
        """
        name: look
        matchers: ['alertname="Look"']
        target: alertname
        steps:
          - http-call: {url: '%s', method: GET}
        """
            .formatted(suite.address("ROUTER", "/q/health/live")));
    var up = suite.vigia("up");
    assertEquals(0, up.exit(), up.output());
    KEYS.put("ADMIN", Files.readString(home.resolve("admin.key")).strip());
    KEYS.put("ADMIN_HASH", sha256(KEYS.get("ADMIN")));
    execution = anExecution();
    assertEquals(200, suite.get("REMEDIATION", "/api/v1/executions/" + execution).statusCode());
  }

  @AfterAll
  static void down() {
    var down = suite.vigia("down");
    assertEquals(0, down.exit(), down.output());
  }

  @TestFactory
  @Order(1)
  Stream<DynamicTest> shouldKeepTheDoorShut() throws IOException, GeneralSecurityException {
    var forgery = new Forgery(suite.home());
    String good = forgery.signed(Forgery.claims("remediation-webhook", "admin", Instant.now(), 60));
    var door =
        Try.get("a good token", "REMEDIATION", "", "/api/v1/runbooks")
            .with("Authorization: Bearer " + good);
    assertEquals(200, sent(door).status(), "a token as the router writes it opens the door");
    List<Try> tries = Tries.all(forgery);
    assertTrue(tries.size() >= 60, "the list is long: " + tries.size());
    return tries.stream().map(t -> DynamicTest.dynamicTest(t.toString(), () -> shouldBeRefused(t)));
  }

  private static void shouldBeRefused(Try attempt) throws IOException {
    var answer = sent(attempt);
    assertTrue(attempt.refusals().contains(answer.status()), "answered " + answer);
    assertFalse(answer.body().contains("root:"), "a file of the host: " + answer);
    assertFalse(
        answer.body().matches("(?s).*(\\tat |[a-z]Exception|java\\.).*"), "inner life: " + answer);
    assertFalse(answer.head().contains("Set-Cookie"), answer.toString());
    assertFalse(answer.body().contains("HTTP/1.1 "), "a second answer: " + answer);
    for (String secret : KEYS.values()) {
      assertFalse(answer.toString().contains(secret), "a key is repeated");
    }
  }

  private static RawHttp.Answer sent(Try attempt) throws IOException {
    String key = KEYS.getOrDefault(attempt.key(), "");
    int port = suite.address(attempt.service(), "/").getPort();
    return RawHttp.send(port, Tries.bytes(attempt, key, execution, KEYS.get("ADMIN")));
  }

  @Test
  @Order(2)
  void shouldShowOneTenantNothingOfAnother() throws IOException {
    assertEquals(
        200,
        suite
            .post("ROUTER", "/api/v2/alerts", "[{\"labels\":{\"alertname\":\"Private\"}}]")
            .statusCode());
    for (String path :
        List.of(
            "ROUTER /api/v2/alerts",
            "ROUTER /api/v1/deliveries",
            "ROUTER /api/v1/agents",
            "WATCHER /api/v1/watchers",
            "WATCHER /api/v1/runs",
            "ANOMALY /api/v1/series",
            "REMEDIATION /api/v1/executions")) {
      String[] at = path.split(" ");
      await(path).atMost(PATIENCE).until(() -> suite.json(at[0], at[1]).size() > 0);
      var others = as("OTHER", at[0], "GET", at[1], "");
      assertEquals("[]", others.body().strip(), path + ": " + others);
    }
    var page = as("OTHER", "ROUTER", "GET", "/", "");
    assertFalse(page.body().contains("Private"), "the page shows the own tenant's alone");
  }

  @Test
  @Order(3)
  void shouldShowMarkupInAlertsAsText() throws IOException {
    suite.post(
        "ROUTER", "/api/v2/alerts", "[{\"labels\":{\"alertname\":\"<script>alert(1)</script>\"}}]");
    var page = as("ADMIN", "ROUTER", "GET", "/", "");
    assertTrue(page.body().contains("&lt;script&gt;"), page.toString());
    assertFalse(page.body().contains("<script>alert"), page.toString());
    assertTrue(page.head().toLowerCase(java.util.Locale.ROOT).contains("content-security-policy"));
  }

  @ParameterizedTest(name = "{0}")
  @Order(4)
  @ValueSource(
      strings = {
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nroute: *e",
        "route: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1/\"]]]]",
        "route: {receiver: vigia}\nroute: {receiver: vigia}",
        "route: {receiver: vigia, routes: [{matchers: ['a=~\"((x{1000}){1000}){1000}\"'], receiver: vigia}]}",
        "route: {receiver: vigia, routes: [{matchers: ['a=~\"(?=x)\"'], receiver: vigia}]}",
        "route: {receiver: evil}\nreceivers: [{name: evil, webhook_configs: [{url: 'http://169.254.169.254/latest/meta-data/'}]}]",
        "route: {receiver: evil}\nreceivers: [{name: evil, webhook_configs: [{url: 'http://2852039166/'}]}]",
        "route: {receiver: evil}\nreceivers: [{name: evil, webhook_configs: [{url: 'http://[::ffff:169.254.169.254]/'}]}]",
        "route: {receiver: evil}\nreceivers: [{name: evil, webhook_configs: [{url: 'http://[fe80::1]/'}]}]",
        "route: {receiver: evil}\nreceivers: [{name: evil, webhook_configs: [{url: 'file:///etc/passwd'}]}]",
        "route: {receiver: evil}\nreceivers: [{name: evil, webhook_configs: [{url: 'http://user:password@127.0.0.1/'}]}]",
        "route: {receiver: evil}\nreceivers: [{name: evil, opensearch_configs: [{index: x, url: 'http://0xa9fea9fe/'}]}]",
        "route: {receiver: evil}\nreceivers: [{name: evil, opensearch_configs: [{index: '../_all'}]}]",
      })
  void shouldRefuseARoutingFile(String yaml) throws IOException {
    Path file = suite.home().resolve("config/alertmanager.yml");
    String good = Files.readString(file);
    try {
      Files.writeString(file, yaml);
      var answer = suite.post("ROUTER", "/-/reload", "");
      assertEquals(400, answer.statusCode(), answer.body());
      assertFalse(answer.body().contains("password@"), "no secret in an answer");
    } finally {
      Files.writeString(file, good);
    }
    assertEquals(200, suite.post("ROUTER", "/-/reload", "").statusCode());
  }

  @Test
  @Order(5)
  void shouldMakeNoLinkOfAScript() throws IOException {
    suite.post(
        "ROUTER",
        "/api/v2/alerts",
        "[{\"labels\":{\"alertname\":\"Linked\"},\"generatorURL\":\"javascript:alert(1)\"}]");
    var page = as("ADMIN", "ROUTER", "GET", "/", "");
    assertFalse(page.body().contains("href=\"javascript:"), page.toString());
  }

  @Test
  @Order(6)
  void shouldForgeNoLineInALog() throws IOException {
    suite.post(
        "ROUTER",
        "/api/v2/alerts",
        "[{\"labels\":{\"alertname\":\"Forged\\n12:00:00.000 INFO  [forged] all is well\"}}]");
    await()
        .atMost(PATIENCE)
        .until(() -> suite.get("ROUTER", "/api/v1/deliveries").body().contains("Forged"));
    for (Path log : logs()) {
      assertFalse(
          Files.readAllLines(log).stream()
              .anyMatch(l -> l.startsWith("12:00:00.000 INFO  [forged]")),
          log.toString());
    }
  }

  @Test
  @Order(7)
  void shouldRefuseToGuessOnAndOn() throws IOException {
    int port = suite.address("WATCHER", "/").getPort();
    int refused = 0;
    for (int i = 0; i < 15; i++) {
      var answer = guess(port, "vk_guess_" + i);
      refused += answer.status() == 429 ? 1 : 0;
      assertTrue(answer.status() == 401 || answer.status() == 429, answer.toString());
    }
    assertTrue(refused >= 4, "after ten it is enough: " + refused);
    var right = guess(port, KEYS.get("CHOSEN"));
    assertEquals(429, right.status(), "a guess that is right is a guess");
    assertTrue(right.head().toLowerCase(java.util.Locale.ROOT).contains("retry-after"));
    assertEquals(200, suite.get("WATCHER", "/api/v1/watchers").statusCode(), "others go on");
    assertEquals(200, guess(port, KEYS.get("VIEWER")).status(), "nobody guesses a random key");
  }

  @Test
  @Order(8)
  void shouldStillBeWellAndHaveWrittenNoSecretDown() throws IOException {
    for (String service : List.of("ROUTER", "WATCHER", "AGENT", "ANOMALY", "REMEDIATION")) {
      assertTrue(suite.isReady(service), service);
    }
    for (Path log : logs()) {
      String text = Files.readString(log);
      for (String secret : KEYS.values()) {
        assertFalse(text.contains(secret), log + " holds a key");
      }
    }
    assertFalse(Files.readString(suite.home().resolve("keys.json")).contains(KEYS.get("ADMIN")));
  }

  private static RawHttp.Answer guess(int port, String key) throws IOException {
    String request =
        "GET /api/v1/watchers HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-API-Key: "
            + key
            + "\r\n\r\n";
    return RawHttp.sendFrom("127.0.2.1", port, request.getBytes(UTF_8));
  }

  private static RawHttp.Answer as(
      String who, String service, String method, String path, String body) throws IOException {
    var attempt = Try.line(path, service, who, method + " " + path + " HTTP/1.1").withBody(body);
    return sent(attempt);
  }

  /** An execution of the default tenant, for others to ask for. */
  private static String anExecution() {
    String message =
        "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",\"startsAt\":\"%s\",\"labels\":{\"alertname\":\"Look\"}}]}"
            .formatted(Instant.now());
    assertEquals(200, suite.post("REMEDIATION", "/webhook", message).statusCode());
    return suite.json("REMEDIATION", "/api/v1/executions").at("/0/id").asText();
  }

  private static List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(suite.home().resolve("logs"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static String entry(String name, String tenant, String role) {
    return "{\"name\":\"%s\",\"tenant\":\"%s\",\"role\":\"%s\",\"sha256\":\"%s\"}"
        .formatted(name, tenant, role, sha256(KEYS.get(name.toUpperCase(java.util.Locale.ROOT))));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
