package io.vigia.router.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.RouterTestResource;
import org.junit.jupiter.api.Test;

/** A router without a key for its gateway. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
class GatewayClosedTest {

  @Test
  void shouldSayWhichSettingsOpenIt() {
    given()
        .header("X-API-Key", "test-key")
        .get("/services/watcher/api/v1/watchers")
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .body("detail", containsString("vigia.router.gateway-private-key"));
    given().header("X-API-Key", "test-key").get("/services/x").then().statusCode(404);
    given().get("/services/watcher/").then().statusCode(401);
  }
}
