package io.vigia.router.deliver;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tests of delivery share. */
abstract class DeliverCase {

  static final Duration SOON = Duration.ofSeconds(40);

  static FakeServer server() {
    return DeliverTestResource.server();
  }

  static String unique() {
    return "svc-" + UUID.randomUUID();
  }

  static RequestSpecification api(String key) {
    return given().header("X-API-Key", key).contentType("application/json");
  }

  static RequestSpecification api() {
    return api("test-key");
  }

  static void fires(String to, String service) {
    post(to, service, Instant.now(), null, "it is bad");
  }

  /**
   * @param endsAt null while it fires
   */
  static void post(
      String to, String service, Instant startsAt, @Nullable Instant endsAt, String summary) {
    api()
        .body(
            """
            [{"labels":{"alertname":"Test","service":"%s","to":"%s","severity":"critical"},
              "annotations":{"summary":"%s"},"startsAt":"%s"%s}]"""
                .formatted(
                    service,
                    to,
                    summary,
                    startsAt,
                    endsAt == null ? "" : ",\"endsAt\":\"" + endsAt + "\""))
        .post("/api/v2/alerts")
        .then()
        .statusCode(200);
  }

  /** How many deliveries of that service to a receiver have that status. */
  static int count(String receiver, String status, String service) {
    return api()
        .get("/api/v1/deliveries?limit=1000&receiver=" + receiver + "&status=" + status)
        .then()
        .statusCode(200)
        .extract()
        .path("findAll { it.groupKey.contains('" + service + "') }.size()");
  }

  static String id(String receiver, String service) {
    return api()
        .get("/api/v1/deliveries?limit=1000&receiver=" + receiver)
        .path("find { it.groupKey.contains('" + service + "') }.id");
  }
}
