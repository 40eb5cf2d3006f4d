package io.vigia.watcher.fresh;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.WatcherTestResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The columns for attempts, delay and timeout, before a cluster that answers when it likes to. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
@TestProfile(RetryTest.Moody.class)
class RetryTest {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String PORT = "retry-test.port";

  /** A cluster by the name {@code moody}. */
  public static class Moody implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("vigia.watcher.clusters.moody.hosts", "http://127.0.0.1:" + port());
    }
  }

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String prefix;

  private MoodyProxy proxy;

  @BeforeEach
  void data() throws IOException {
    proxy = new MoodyProxy(port(), cluster);
    given()
        .contentType("application/json")
        .body("{\"@timestamp\":\"%s\"}".formatted(Instant.now().minusSeconds(20)))
        .post(cluster + "/" + prefix + "moody/_doc?refresh=true")
        .then()
        .statusCode(201);
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void shouldTryAgainAsOftenAsSaidAndWaitInBetween() {
    monitor("\"retry_attempts\":2,\"retry_delay_seconds\":1.5");
    proxy.refuse(2);
    check().body("last_success", notNullValue(), "failure_count", equalTo(0));
    List<Instant> searches = proxy.searches();
    assertEquals(3, searches.size());
    for (int i = 1; i < 3; i++) {
      Duration pause = Duration.between(searches.get(i - 1), searches.get(i));
      assertTrue(pause.compareTo(Duration.ofMillis(1450)) > 0, "only " + pause);
    }

    proxy.refuse(3);
    String success = api().get("/api/v1/freshness/moody").path("last_success");
    check()
        .body("last_failure", nullValue(), "failure_count", equalTo(0))
        .body("last_success", equalTo(success));
    assertEquals(6, proxy.searches().size(), "as often as said and not once more");
    lastReason("UNREACHABLE");
  }

  @Test
  void shouldWaitForTheAnswerAsLongAsSaid() {
    monitor("\"retry_attempts\":0,\"request_timeout_seconds\":1");
    proxy.delay(Duration.ofSeconds(20));
    Instant begun = Instant.now();
    check().body("last_success", nullValue(), "last_failure", nullValue());
    assertTrue(Duration.between(begun, Instant.now()).compareTo(Duration.ofSeconds(15)) < 0);
    assertEquals(1, proxy.searches().size());
    lastReason("TIMED_OUT");
  }

  private void monitor(String settings) {
    api().delete("/api/v1/freshness/moody");
    api()
        .body(
            """
            {"service_type":"moody","cluster":"moody","index":"%smoody",
             "check_interval_minutes":600,"restart_enabled":false,%s}"""
                .formatted(prefix, settings))
        .post("/api/v1/freshness")
        .then()
        .statusCode(201);
  }

  private static ValidatableResponse check() {
    String before = lastCheck();
    api().post("/api/v1/watchers/moody/run").then().statusCode(202);
    await().atMost(SOON).until(() -> !String.valueOf(lastCheck()).equals(before + ""));
    return api().get("/api/v1/freshness/moody").then().statusCode(200);
  }

  private static String lastCheck() {
    return api().get("/api/v1/freshness/moody").path("last_check");
  }

  private static void lastReason(String expected) {
    api()
        .get("/api/v1/runs?limit=1&watcher=moody")
        .then()
        .body("[0].verdict", equalTo("unknown"), "[0].reason", startsWith(expected));
  }

  /** The same for the profile and for the test, whichever comes first. */
  private static int port() {
    if (System.getProperty(PORT) == null) {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        System.setProperty(PORT, String.valueOf(socket.getLocalPort()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Integer.getInteger(PORT);
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key").contentType("application/json");
  }
}
