package io.vigia.router.account;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.RouterTestResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tenants, users, keys and the audit, as an admin and as those who are let in see them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
class AccountTest {

  private static final String PASSWORD = "correct horse: battery";
  private static final Duration SOON = Duration.ofSeconds(10);

  private String tenant;
  private String ana;

  @BeforeEach
  void aTenantWithAnAdmin() {
    tenant = "shop-" + UUID.randomUUID();
    ana = "ana-" + UUID.randomUUID();
    house().body(Map.of("name", tenant)).post("/api/v1/tenants").then().statusCode(201);
    house()
        .body(Map.of("name", ana, "tenant", tenant, "role", "admin", "password", PASSWORD))
        .post("/api/v1/users")
        .then()
        .statusCode(201)
        .body("tenant", equalTo(tenant))
        .body("password", equalTo(null));
  }

  @Test
  void shouldLetInAUserByPasswordWithOneTenantAndRole() {
    as(ana, PASSWORD)
        .get("/api/v1/me")
        .then()
        .statusCode(200)
        .body("name", equalTo(ana))
        .body("tenant", equalTo(tenant))
        .body("role", equalTo("ADMIN"));
    as(ana, "not the password").get("/api/v1/me").then().statusCode(401);
    as("nobody", PASSWORD).get("/api/v1/me").then().statusCode(401);
  }

  @Test
  void shouldShowAKeyOnceAndLetItInUntilItIsRevoked() {
    var created =
        as(ana, PASSWORD)
            .body(Map.of("name", "ci", "role", "operator"))
            .post("/api/v1/keys")
            .then()
            .statusCode(201)
            .body("key", startsWith("vk_"))
            .extract();
    String key = created.path("key");
    String id = created.path("id");
    assertLetIn(key);
    as(ana, PASSWORD)
        .get("/api/v1/keys")
        .then()
        .body("name", contains("ci"))
        .body("[0].lastUsedAt", notNullValue())
        .body("[0].createdBy", equalTo(ana))
        .body("[0].key", equalTo(null));
    by(key).get("/api/v1/users").then().statusCode(403);

    as(ana, PASSWORD).delete("/api/v1/keys/" + id).then().statusCode(204);
    await().atMost(SOON).untilAsserted(() -> by(key).get("/api/v1/me").then().statusCode(401));
    as(ana, PASSWORD).delete("/api/v1/keys/" + id).then().statusCode(404);
  }

  private static void assertLetIn(String key) {
    by(key).get("/api/v1/me").then().statusCode(200).body("name", equalTo("ci"));
  }

  @Test
  void shouldLetAKeyExpire() {
    String soon = Instant.now().plusMillis(1500).toString();
    String key =
        as(ana, PASSWORD)
            .body(Map.of("name", "short", "role", "viewer", "expiresAt", soon))
            .post("/api/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    await().atMost(SOON).untilAsserted(() -> by(key).get("/api/v1/me").then().statusCode(401));
    as(ana, PASSWORD)
        .body(Map.of("name", "late", "role", "viewer", "expiresAt", "2020-01-01T00:00:00Z"))
        .post("/api/v1/keys")
        .then()
        .statusCode(400)
        .body("field", equalTo("expiresAt"));
  }

  @Test
  void shouldChangeRolePasswordAndWhetherSomebodyIsLetIn() {
    String bob = "bob-" + UUID.randomUUID();
    as(ana, PASSWORD)
        .body(Map.of("name", bob, "role", "viewer", "password", PASSWORD))
        .post("/api/v1/users")
        .then()
        .statusCode(201);
    as(bob, PASSWORD).get("/api/v1/me").then().body("role", equalTo("VIEWER"));
    as(ana, PASSWORD)
        .body(Map.of("role", "operator"))
        .put("/api/v1/users/" + bob)
        .then()
        .statusCode(200);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> as(bob, PASSWORD).get("/api/v1/me").then().body("role", equalTo("OPERATOR")));

    String other = "another long one";
    as(bob, PASSWORD)
        .body(Map.of("current", "wrong", "password", other))
        .put("/api/v1/me/password")
        .then()
        .statusCode(400)
        .body("field", equalTo("current"));
    as(bob, PASSWORD)
        .body(Map.of("current", PASSWORD, "password", other))
        .put("/api/v1/me/password")
        .then()
        .statusCode(204);
    as(bob, other).get("/api/v1/me").then().statusCode(200);

    as(ana, PASSWORD)
        .body(Map.of("enabled", false))
        .put("/api/v1/users/" + bob)
        .then()
        .statusCode(200);
    await()
        .atMost(SOON)
        .untilAsserted(() -> as(bob, other).get("/api/v1/me").then().statusCode(401));
    as(ana, PASSWORD).delete("/api/v1/users/" + bob).then().statusCode(204);
    as(ana, PASSWORD).get("/api/v1/users").then().body("name", not(hasItem(bob)));
  }

  @Test
  void shouldKeepTenantsApart() {
    as(ana, PASSWORD).get("/api/v1/tenants").then().statusCode(403);
    as(ana, PASSWORD).get("/api/v1/users?tenant=default").then().statusCode(403);
    as(ana, PASSWORD)
        .body(Map.of("name", "spy", "role", "admin", "tenant", "default"))
        .post("/api/v1/keys")
        .then()
        .statusCode(403);
    house().get("/api/v1/users").then().body("name", not(hasItem(ana)));
    house().get("/api/v1/users?tenant=" + tenant).then().body("name", contains(ana));
    house()
        .body(Map.of("name", "x", "tenant", "mistyped", "role", "viewer", "password", PASSWORD))
        .post("/api/v1/users")
        .then()
        .statusCode(400)
        .body("field", equalTo("tenant"));
  }

  @Test
  void shouldLetInNobodyOfATenantThatIsDisabled() {
    as(ana, PASSWORD).get("/api/v1/me").then().statusCode(200);
    house().body(Map.of("enabled", false)).put("/api/v1/tenants/" + tenant).then().statusCode(200);
    await()
        .atMost(SOON)
        .untilAsserted(() -> as(ana, PASSWORD).get("/api/v1/me").then().statusCode(401));
    house().body(Map.of("enabled", true)).put("/api/v1/tenants/" + tenant).then().statusCode(200);
    as(ana, PASSWORD).get("/api/v1/me").then().statusCode(200);
  }

  @Test
  void shouldSayWhichFieldIsWrong() {
    refused("/api/v1/users", Map.of("name", "a b", "role", "viewer", "password", PASSWORD), "name");
    refused("/api/v1/users", Map.of("name", "c", "role", "king", "password", PASSWORD), "role");
    refused("/api/v1/users", Map.of("name", "c", "role", "viewer"), "password");
    refused("/api/v1/users", Map.of("name", "c", "role", "viewer", "password", "x"), "password");
    refused("/api/v1/keys", Map.of("role", "viewer"), "name");
    for (String path : List.of("/api/v1/users", "/api/v1/keys")) {
      as(ana, PASSWORD).post(path).then().statusCode(400).body("field", equalTo("body"));
    }
    as("na\u0000me", PASSWORD).get("/api/v1/me").then().statusCode(401);
    house().body(Map.of("name", tenant)).post("/api/v1/tenants").then().statusCode(409);
    as(ana, PASSWORD)
        .body(Map.of("name", ana, "role", "viewer", "password", PASSWORD))
        .post("/api/v1/users")
        .then()
        .statusCode(409);
  }

  private void refused(String path, Map<String, ?> body, String field) {
    as(ana, PASSWORD).body(body).post(path).then().statusCode(400).body("field", equalTo(field));
  }

  @Test
  void shouldAuditWhoChangedWhatWithoutSecrets() {
    String id =
        as(ana, PASSWORD)
            .body(Map.of("name", "audited", "role", "viewer"))
            .post("/api/v1/keys")
            .then()
            .extract()
            .path("id");
    String silence =
        as(ana, PASSWORD)
            .body(
                Map.of(
                    "matchers",
                    new Object[] {Map.of("name", "a", "value", "b", "isRegex", false)},
                    "startsAt",
                    Instant.now().toString(),
                    "endsAt",
                    Instant.now().plusSeconds(60).toString(),
                    "createdBy",
                    "somebody else",
                    "comment",
                    "night"))
            .post("/api/v2/silences")
            .then()
            .statusCode(200)
            .extract()
            .path("silenceID");
    as(ana, PASSWORD).delete("/api/v2/silence/" + silence).then().statusCode(200);
    as(ana, PASSWORD)
        .get("/api/v1/audit?limit=2&action=silence")
        .then()
        .statusCode(200)
        .body("action", contains("silence.expire", "silence.save"))
        .body("object", contains(silence, silence))
        .body("[1].detail.matchers", equalTo("a=\"b\""))
        .body("actor", hasItems(ana));
    String page = as(ana, PASSWORD).get("/api/v1/audit").then().extract().asString();
    assertThat(page, containsString(id));
    assertThat(page, not(containsString("vk_")));
    house()
        .get("/api/v1/audit?action=user.create&limit=1000")
        .then()
        .body("object", hasItem(ana))
        .body("detail.password", not(hasItem(notNullValue())));
    house().post("/-/reload").then().statusCode(200);
    house()
        .get("/api/v1/audit?action=config.reload&actor=root&limit=1")
        .then()
        .body("object", contains("alertmanager.yml"));
    by("test-key").get("/api/v1/audit").then().statusCode(403);
  }

  private static RequestSpecification house() {
    return by("admin-key");
  }

  private static RequestSpecification by(String key) {
    return given().header("X-API-Key", key).contentType(ContentType.JSON);
  }

  private static RequestSpecification as(String user, String password) {
    return given().auth().preemptive().basic(user, password).contentType(ContentType.JSON);
  }
}
