package io.vigia.remediation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.identity.GatewayClaims;
import io.vigia.kit.identity.GatewayToken;
import io.vigia.kit.identity.Role;
import io.vigia.platform.PlatformTestResource;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a token of the router's gateway opens here, and what it does not. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RemediationTestResource.class)
class GatewayTokenAccessTest {

  private static final String HERE = "remediation-webhook";

  @Test
  void shouldGiveTheRoleThatTheTokenCarries() {
    String viewer = token("shop", Role.VIEWER, HERE, Instant.now());
    look(viewer).then().statusCode(200);
    switchOff(viewer).then().statusCode(403).contentType("application/problem+json");
    switchOff(token("shop", Role.OPERATOR, HERE, Instant.now())).then().statusCode(200);
  }

  @Test
  void shouldShowTheTokensTenantOnly() {
    String target = "tenant-" + UUID.randomUUID();
    given()
        .header("X-API-Key", "other-key")
        .contentType("application/json")
        .body(
            """
            {"version":"4","alerts":[{"status":"firing","startsAt":"%s",
             "labels":{"alertname":"FakeServiceDown","service":"%s"}}]}"""
                .formatted(Instant.now(), target))
        .post("/webhook")
        .then()
        .statusCode(200)
        .body("accepted[0].target", equalTo(target));
    targetsSeenBy("other").body("target", hasItem(target));
    targetsSeenBy("default").body("target", not(hasItem(target)));
  }

  @Test
  void shouldRefuseWhatIsForAnotherServiceOrTimeOrOfAnotherRouter()
      throws NoSuchAlgorithmException {
    Instant now = Instant.now();
    refused(token("shop", Role.ADMIN, "watcher-service", now));
    refused(token("shop", Role.ADMIN, HERE, now.minusSeconds(70)));
    refused(token("shop", Role.ADMIN, HERE, now.plusSeconds(60)));
    refused(
        GatewayToken.signed(
            new GatewayClaims(
                new Caller("eve", "shop", Role.ADMIN), HERE, "1", now, Duration.ofSeconds(60)),
            KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate()));
    given()
        .header("X-API-Key", "test-key")
        .get("/q/metrics")
        .then()
        .body(containsString("vigia_gateway_tokens_refused_total{reason=\"audience\""))
        .body(containsString("vigia_gateway_tokens_refused_total{reason=\"signature\""));
  }

  @Test
  void shouldTakeATokenAsABearerValueOnly() {
    String good = token("shop", Role.VIEWER, HERE, Instant.now());
    given().header("X-API-Key", good).get("/api/v1/kill-switch").then().statusCode(401);
    given()
        .auth()
        .preemptive()
        .basic("any", good)
        .get("/api/v1/kill-switch")
        .then()
        .statusCode(401);
  }

  private static ValidatableResponse targetsSeenBy(String tenant) {
    return given()
        .auth()
        .oauth2(token(tenant, Role.VIEWER, HERE, Instant.now()))
        .get("/api/v1/executions?limit=1000")
        .then()
        .statusCode(200);
  }

  private static void refused(String token) {
    look(token)
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:vigia:problem:credentials"));
  }

  private static Response look(String token) {
    return given().auth().oauth2(token).get("/api/v1/kill-switch");
  }

  private static Response switchOff(String token) {
    return given()
        .auth()
        .oauth2(token)
        .contentType("application/json")
        .body("{\"on\":false}")
        .post("/api/v1/kill-switch");
  }

  private static String token(String tenant, Role role, String audience, Instant at) {
    return GatewayToken.signed(
        new GatewayClaims(
            new Caller("ana", tenant, role),
            audience,
            UUID.randomUUID().toString(),
            at,
            Duration.ofSeconds(60)),
        RemediationTestResource.routersKey());
  }
}
