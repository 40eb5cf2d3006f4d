package io.vigia.router.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.identity.GatewayToken;
import io.vigia.kit.identity.Role;
import io.vigia.kit.identity.TokenVerdict;
import io.vigia.kit.identity.TokenVerdict.Accepted;
import io.vigia.kit.identity.TokenVerdict.Reason;
import io.vigia.kit.identity.TokenVerdict.Refused;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.RouterTestResource;
import io.vigia.router.gateway.Upstream.Seen;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway, seen by a caller on the one side and by a service on the other. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
@QuarkusTestResource(value = GatewayTestResource.class, restrictToAnnotatedClass = true)
class GatewayTest {

  @Test
  void shouldForwardMethodPathQueryAndBody() {
    for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE"}) {
      as("ana")
          .urlEncodingEnabled(false)
          .body("héllo")
          .request(method, "/services/watcher/whole/a%20b?q=1%2F2&q=3")
          .then()
          .statusCode(200)
          .body(equalTo("got héllo"));
      Seen seen = last("/whole");
      assertEquals(method, seen.method());
      assertEquals("/whole/a%20b?q=1%2F2&q=3", seen.uri());
      assertEquals("héllo", seen.body());
    }
    as("ana").get("/services/anomaly/prefixed").then().statusCode(200);
    assertEquals("/base/prefixed", last("/prefixed").uri());
    as("ana").head("/services/watcher/head").then().statusCode(200);
    as("ana").get("/services/watcher/teapot").then().statusCode(418).body(equalTo("got "));
    as("ana").get("/services/watcher/chunked").then().statusCode(200).body(equalTo("got "));
  }

  @Test
  void shouldAuditWhatIsChangedThroughIt() {
    as("ana").put("/services/watcher/audited").then().statusCode(200);
    as("ana").get("/services/watcher/audited").then().statusCode(200);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                as("ana")
                    .get("/api/v1/audit?action=watcher&actor=ana&limit=1000")
                    .then()
                    .statusCode(200)
                    .body("findAll {it.object == '/audited'}.action", contains("watcher.put"))
                    .body("find {it.object == '/audited'}.detail.status", equalTo("200")));
  }

  @Test
  void shouldVouchForTheCallerToOneServiceOnly() {
    as("vera").get("/services/watcher/vouched").then().statusCode(200);
    String token = token(last("/vouched"));
    assertEquals(
        new Accepted(new Caller("vera", "shop", Role.VIEWER)), at("watcher-service", token));
    assertEquals(new Refused(Reason.AUDIENCE), at("anomaly-service", token));
    Instant later = Instant.now().plusSeconds(70);
    assertEquals(
        new Refused(Reason.EXPIRED),
        GatewayToken.check(token, GatewayTestResource.publicKey(), "watcher-service", later));

    as("ana").get("/services/anomaly/vouched").then().statusCode(200);
    String other = token(last("/base/vouched"));
    assertEquals(
        new Accepted(new Caller("ana", "default", Role.ADMIN)), at("anomaly-service", other));
    assertNotEquals(token, other);
  }

  @Test
  void shouldKeepTheCallersCredentialsAndHopsToItself() {
    as("ana")
        .header("Cookie", "session=secret")
        .header("X-Forwarded-For", "10.0.0.1")
        .header("Forwarded", "for=10.0.0.1")
        .header("Connection", "X-Mine")
        .header("X-Mine", "1")
        .header("X-Kept", "1")
        .get("/services/watcher/stripped")
        .then()
        .statusCode(200);
    given().auth().preemptive().basic("any", "ana-key").get("/services/watcher/stripped");
    for (Seen seen : GatewayTestResource.upstream().seen("/stripped")) {
      for (String gone : List.of("X-API-Key", "Cookie", "X-Forwarded-For", "Forwarded", "X-Mine")) {
        assertFalse(seen.headers().containsKey(gone), gone);
      }
      assertEquals(1, seen.headers().get("Authorization").size());
      assertTrue(seen.headers().getFirst("Authorization").startsWith("Bearer "));
      assertFalse(seen.headers().toString().contains("ana-key"));
    }
    assertEquals(
        "1", GatewayTestResource.upstream().seen("/stripped").get(0).headers().getFirst("X-Kept"));
    as("ana")
        .get("/services/watcher/headers")
        .then()
        .statusCode(200)
        .header("Set-Cookie", nullValue())
        .header("X-Hop", nullValue())
        .header("X-End", "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/services/watcher/tricky/..",
        "/services/watcher/../tricky",
        "/services/watcher/%2e%2e/tricky",
        "/services/watcher/tricky%2fx",
        "/services/watcher/tricky%5cx",
        "/services/watcher/%252e%252e/tricky",
        "/services/watcher//tricky",
        "/services/../services/watcher/tricky",
      })
  void shouldRefusePathTricks(String path) throws IOException {
    String answer = raw("GET " + path + " HTTP/1.1\r\n", "");
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
    assertEquals(List.of(), GatewayTestResource.upstream().seen("tricky"));
  }

  @Test
  void shouldRefuseWhatIsNoUriAtAll() throws IOException {
    for (String path : List.of("/services/watcher/tricky\\x", "/services/watcher/tricky%zz")) {
      String answer = raw("GET " + path + " HTTP/1.1\r\n", "");
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer); // the server's own, without a body
    }
    assertEquals(List.of(), GatewayTestResource.upstream().seen("tricky"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x/../services/watcher/sly", "/%73ervices/watcher/sly"})
  void shouldBeReachedByItsPlainNameOnly(String path) throws IOException {
    String answer = raw("GET " + path + " HTTP/1.1\r\n", "");
    assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
    assertEquals(List.of(), GatewayTestResource.upstream().seen("sly"));
  }

  @Test
  void shouldSayWhatIsWrongBehindIt() {
    as("ana")
        .get("/services/heartbeat/api/v1/cycles")
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", "5")
        .body("title", equalTo("heartbeat-agent is away"));
    as("ana")
        .get("/services/nowhere/x")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("detail", containsString("watcher, heartbeat, anomaly, remediation"));
    as("ana")
        .get("/services/watcher/break")
        .then()
        .statusCode(502)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:vigia:problem:gateway-broken"));
    as("ana")
        .get("/services/watcher/unbelieving")
        .then()
        .statusCode(502)
        .body("detail", containsString("vigia.security.gateway-public-key"));
  }

  @Test
  void shouldFollowNoRedirectAndKeepItBehindTheGateway() {
    as("ana")
        .redirects()
        .follow(false)
        .get("/services/watcher/redirect")
        .then()
        .statusCode(302)
        .header("Location", "/services/watcher/elsewhere");
    assertEquals(List.of(), GatewayTestResource.upstream().seen("/elsewhere"));
  }

  @Test
  void shouldAskWhoIsThereFirst() {
    given().get("/services/watcher/guarded").then().statusCode(401);
    given().header("X-API-Key", "wrong").get("/services/watcher/guarded").then().statusCode(401);
    given().get("/services/nowhere").then().statusCode(401);
    as("ana")
        .header("Sec-Fetch-Site", "cross-site")
        .post("/services/watcher/guarded")
        .then()
        .statusCode(403);
    assertEquals(List.of(), GatewayTestResource.upstream().seen("/guarded"));
  }

  @Test
  void shouldEndABodyThatGrowsBeyondTheLimit() throws IOException {
    String chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
    String answer =
        raw(
            "POST /services/watcher/large HTTP/1.1\r\nTransfer-Encoding: chunked\r\n",
            chunk.repeat(11));
    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    assertTrue(answer.contains("urn:vigia:problem:too-large"), answer);
    as("ana").body("x".repeat(9_000_000)).post("/services/watcher/fits").then().statusCode(200);
    assertEquals(9_000_000, last("/fits").body().length());
  }

  @Test
  void shouldLetACallerWaitForPermissionToSend() throws IOException {
    String answer =
        raw(
            "POST /services/watcher/continue HTTP/1.1\r\nExpect: 100-continue\r\n"
                + "Content-Length: 2\r\nConnection: close\r\n",
            "ok");
    assertTrue(answer.startsWith("HTTP/1.1 100 "), answer);
    assertTrue(answer.endsWith("got ok"), answer);
  }

  @Test
  void shouldCountPerServiceAndNotPerPath() {
    as("ana").get("/services/watcher/counted/one-of-many").then().statusCode(200);
    as("ana")
        .get("/q/metrics")
        .then()
        .body(containsString("uri=\"/services/watcher\""))
        .body(not(containsString("one-of-many")));
  }

  private static RequestSpecification as(String name) {
    return given().header("X-API-Key", name + "-key").contentType("text/plain; charset=UTF-8");
  }

  private static Seen last(String text) {
    List<Seen> seen = GatewayTestResource.upstream().seen(text);
    return seen.get(seen.size() - 1);
  }

  private static String token(Seen seen) {
    return seen.headers().getFirst("Authorization").substring("Bearer ".length());
  }

  private static TokenVerdict at(String service, String token) {
    return GatewayToken.check(token, GatewayTestResource.publicKey(), service, Instant.now());
  }

  /** What no client library would send; the answer up to the end of the connection. */
  private static String raw(String head, String body) throws IOException {
    String close =
        head.contains("\r\nConnection:") || !body.isEmpty() ? "" : "Connection: close\r\n";
    try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              (head + "Host: localhost\r\nX-API-Key: ana-key\r\n" + close + "\r\n" + body)
                  .getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
