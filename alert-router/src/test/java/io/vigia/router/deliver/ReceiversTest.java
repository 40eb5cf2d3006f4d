package io.vigia.router.deliver;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.AlertmanagerFileTestResource;
import io.vigia.router.Provider;
import io.vigia.router.Provider.Call;
import io.vigia.router.SmtpServer.Mail;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Alerts come in over Alertmanager's API, and providers get what Alertmanager sends them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = AlertmanagerFileTestResource.class, restrictToAnnotatedClass = true)
class ReceiversTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(40);

  private final Provider provider = AlertmanagerFileTestResource.provider();
  private final String service = "svc-" + UUID.randomUUID();

  /** Debian's Alertmanager 0.25 sent it with the same file for the same alerts. */
  @Test
  void shouldSendWhatAlertmanagerSends() throws IOException {
    JsonNode captured = JSON.readTree(getClass().getResource("/receivers/captured.json"));
    var expected = new ArrayList<String>();
    captured.forEach(call -> expected.add(canonical(call)));
    post(latency("web-1:80", "first", false), latency("web-2:80", "second", false));
    await()
        .atMost(SOON)
        .until(
            () ->
                sent().stream().filter(c -> c.contains("RESOLVED")).findAny().isEmpty()
                    && sent().size() == firing(captured));
    post(latency("web-1:80", "first", true), latency("web-2:80", "second", true));
    await().atMost(SOON).until(() -> sent().size() >= expected.size());
    assertEquals(
        String.join("\n", expected.stream().sorted().toList()),
        String.join("\n", sent().stream().sorted().toList()));
    assertFalse(provider.calls("/pagerduty").get(0).header("Idempotency-Key").isEmpty());
  }

  private static long firing(JsonNode captured) {
    long count = 0;
    for (JsonNode call : captured) {
      String text = call.toString();
      boolean isEnd =
          text.contains("RESOLVED") || text.contains("resolved](") || text.contains("/close");
      boolean isStart = !isEnd && !text.contains("Alerts Resolved");
      count += isStart ? 1 : 0;
    }
    return count;
  }

  /** What came for the alerts of the capture; those of the other tests have a case. */
  private List<String> sent() {
    return provider.calls().stream()
        .filter(c -> c.body().contains("HighLatency") || c.target().contains("/v2/alerts/"))
        .map(
            c -> {
              ObjectNode call = JSON.createObjectNode();
              call.put("method", c.method()).put("path", c.target());
              call.put("authorization", c.header("Authorization"));
              call.set("body", read(c.body()));
              return canonical(call);
            })
        .toList();
  }

  private static String canonical(JsonNode call) {
    String authorization =
        call.get("authorization").isNull() ? "" : call.get("authorization").asText();
    Map<?, ?> body = JSON.convertValue(call.get("body"), java.util.TreeMap.class);
    try {
      return call.get("path").asText()
          + " "
          + call.get("method").asText()
          + " "
          + authorization
          + " "
          + JSON.writer()
              .with(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
              .writeValueAsString(body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldSendMailAsTextAndHtml() {
    post(alert("mail"));
    Mail mail = mail("ops@example.org");
    assertEquals("router.example.org", mail.hello());
    assertEquals("<vigia@example.org>", mail.from().strip());
    assertEquals(List.of("<ops@example.org>", "<night@example.org>"), mail.to());
    assertTrue(mail.content().contains("multipart/alternative"), mail.content());
    assertTrue(mail.content().contains("1 for " + service), mail.content());
    assertTrue(mail.content().contains("<!DOCTYPE html>"), mail.content());
    assertTrue(mail.content().matches("(?s).*Message-ID: <[0-9a-f-]{36}@vigia>.*"), mail.content());
    String team =
        Base64.getEncoder()
            .encodeToString("web é".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertTrue(mail.content().contains("X-Team: =?utf-8?B?" + team + "?="), mail.content());
    assertTrue(mail.content().contains("Subject: =?UTF-8?"), mail.content());
  }

  @Test
  void shouldNotSendMailInTheClearUnlessTold() {
    post(alert("strict"));
    await().atMost(SOON).until(() -> error("strict", "email-0").contains("STARTTLS"));
  }

  @Test
  void shouldSendCardsAndLimitAlerts() {
    post(alert("teams"), alert("teams", "second"));
    Call card = call("/msteams", service);
    String title = "[FIRING:2] Case " + service + " (teams web)";
    String list =
        List.of("first", "second").stream()
            .map(
                i ->
                    "\nLabels:\n  - alertname = Case\n  - case = teams\n  - instance = "
                        + i
                        + "\n  - service = "
                        + service
                        + "\n  - team = web\n\nAnnotations:\n\nSource: \n")
            .reduce("", String::concat);
    assertEquals(
        JSON.valueToTree(
            Map.of(
                "@context",
                "http://schema.org/extensions",
                "type",
                "MessageCard",
                "title",
                title,
                "summary",
                title,
                "text",
                "\n\n# Alerts Firing:\n" + list + "\n\n\n",
                "themeColor",
                "8C1A1A")),
        read(card.body()));
    JsonNode adaptive = read(call("/msteamsv2", service).body()).at("/attachments/0");
    assertEquals("application/vnd.microsoft.card.adaptive", adaptive.get("contentType").asText());
    assertEquals(title, adaptive.at("/content/body/0/text").asText());
    assertEquals("Attention", adaptive.at("/content/body/0/color").asText());
    assertEquals("2 for " + service, adaptive.at("/content/body/1/text").asText());
    JsonNode hook = read(call("/limited", service).body());
    assertEquals(1, hook.get("alerts").size());
    assertEquals(1, hook.get("truncatedAlerts").asInt());
  }

  @Test
  void shouldTellInPlainWordsWhenATemplateFails() {
    post(alert("broken"));
    String text = read(call("/slack", "#broken").body()).at("/attachments/0/text").asText();
    assertTrue(text.contains("has no field or method 'Nothing'"), text);
    assertTrue(text.contains("- firing: alertname=Case"), text);
    JsonNode telegram = read(call("/telegram/botbroken/sendMessage", service).body());
    assertTrue(telegram.get("text").asText().contains("template line 1: index:"), text);
    JsonNode incident = read(call("/pagerduty", "\"broken\"").body());
    assertTrue(incident.at("/payload/custom_details/alerts").asText().contains(service));
    assertTrue(
        mail("broken@example.org").content().contains("The template of this receiver failed"));
  }

  @Test
  void shouldGoEveryWayOfHttpConfig() {
    post(alert("ways"));
    assertEquals("Bearer the-token", call("/oauth", service).header("Authorization"));
    String form = call("/token", "").body();
    assertTrue(form.contains("client_secret=oauth-secret&scope=a+b&audience=them"), form);
    assertEquals("Basic YW5hOnBhc3M=", call("/basic", service).header("Authorization"));
    assertEquals("v", call("/basic", service).header("X-Own"));
    Call proxied = call("http://proxied.example/proxy", service);
    assertEquals("Bearer old", proxied.header("Authorization"));
    call("/noproxy", service);
    assertEquals("Token kept", call("/redirected", service).header("Authorization"));
    await()
        .atMost(SOON)
        .until(() -> !AlertmanagerFileTestResource.secure().calls("/tls").isEmpty());
    await().atMost(SOON).until(() -> !error("ways", "webhook-6").isEmpty());
    assertTrue(AlertmanagerFileTestResource.secure().calls("/untrusted").isEmpty());
    await().atMost(SOON).until(() -> error("ways", "webhook-7").contains("credentials_file: "));
    assertTrue(error("ways", "webhook-7").contains("nowhere/token cannot be read: NoSuchFile"));
    assertTrue(provider.calls("/missing").isEmpty());
    await().atMost(SOON).until(() -> error("ways", "webhook-8").contains("metadata service"));
    post(alert("ways", "again"));
    await().atMost(SOON).until(() -> provider.calls("/oauth").size() > 1);
    assertEquals(1, provider.calls("/token").size(), "a token is good for an hour");
  }

  @Test
  void shouldBelieveTheBodyOfSlack() {
    post(alert("refused"));
    await().atMost(SOON).until(() -> error("refused", "slack-0").contains("no_such_channel"));
  }

  private Call call(String target, String body) {
    return await()
        .atMost(SOON)
        .until(
            () ->
                provider.calls(target).stream()
                    .filter(c -> c.target().endsWith(target) && c.body().contains(body))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private Mail mail(String to) {
    return await()
        .atMost(SOON)
        .until(
            () ->
                AlertmanagerFileTestResource.smtp().mails().stream()
                    .filter(m -> m.to().toString().contains(to))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private String error(String receiver, String integration) {
    List<String> errors =
        RestAssured.given()
            .header("X-API-Key", "test-key")
            .get("/api/v1/deliveries")
            .jsonPath()
            .getList(
                "findAll { it.receiver == '%s' && it.integration == '%s' }.lastError"
                    .formatted(receiver, integration));
    return errors.stream().filter(e -> e != null).findFirst().orElse("");
  }

  private static void post(Object... alerts) {
    RestAssured.given()
        .header("X-API-Key", "test-key")
        .contentType("application/json")
        .body(List.of(alerts))
        .post("/api/v2/alerts")
        .then()
        .statusCode(200);
  }

  private Map<String, Object> alert(String name) {
    return alert(name, "first");
  }

  private Map<String, Object> alert(String name, String instance) {
    return Map.of(
        "labels",
        Map.of(
            "alertname", "Case",
            "case", name,
            "service", service,
            "team", "web",
            "instance", instance));
  }

  private static Map<String, Object> latency(String instance, String description, boolean ended) {
    return Map.of(
        "labels",
        Map.of(
            "alertname", "HighLatency",
            "service", "shop-web",
            "severity", "critical",
            "team", "web",
            "instance", instance),
        "annotations",
        Map.of(
            "summary", "Latency is high <b>&",
            "description", description,
            "runbook_url", "http://runbook/latency?x=1&y=\"2\""),
        "startsAt",
        "2024-05-01T12:00:00.123Z",
        "endsAt",
        ended ? "2024-05-01T12:30:00Z" : "2099-01-01T00:00:00Z",
        "generatorURL",
        "http://prom.example/graph?g0.expr=up%3D%3D0");
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(json, e);
    }
  }
}
