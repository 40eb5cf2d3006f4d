package io.vigia.watcher.watch;

import static io.restassured.RestAssured.given;
import static io.vigia.watcher.watch.WatchersApi.WATCHERS;
import static io.vigia.watcher.watch.WatchersApi.definition;
import static io.vigia.watcher.watch.WatchersApi.get;
import static io.vigia.watcher.watch.WatchersApi.yaml;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vigia.platform.PlatformTestResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may only look sees no secret; who may change sees them all. Nobody's key is a viewer's. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = DefinitionsTestResource.class, restrictToAnnotatedClass = true)
class SecretsTest {

  private static final String TOLD =
      """
      destinations:
        - type: webhook
          url: http://127.0.0.1:1/T0/s3cret?token=s3cret
          headers:
            Authorization: Bearer s3cret
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/secret",
        "?name=secret",
        "/secret/versions",
        "/export?name=secret",
        "/export?format=json&name=secret"
      })
  void shouldShowSecretsToThoseOnlyWhoMayChangeThem(String path) {
    if (given().get(WATCHERS + "/secret").statusCode() == 404) {
      yaml(definition("secret", 1) + TOLD).post(WATCHERS).then().statusCode(201);
    }
    String seen = given().get(WATCHERS + path).then().statusCode(200).extract().asString();
    assertFalse(seen.contains("s3cret"), seen);
    assertTrue(seen.contains("http://127.0.0.1:1/<hidden>"), seen);
    assertTrue(seen.contains("Authorization"), seen);
    String whole = get(path).statusCode(200).extract().asString();
    assertTrue(whole.contains("/T0/s3cret?token=s3cret") && whole.contains("Bearer s3cret"), whole);
  }

  @Test
  void shouldNeverKeepWhatStandsInPlaceOfASecret() {
    yaml(definition("masked", 1) + TOLD).post(WATCHERS).then().statusCode(201);
    String seen = given().get(WATCHERS + "/export?name=masked").asString();
    yaml(seen)
        .post(WATCHERS + "/plan")
        .then()
        .statusCode(400)
        .body("field", equalTo("destinations[0].url"))
        .body("line", equalTo(6))
        .body("detail", containsString("<hidden> in place of a secret"));
    String half = seen.replaceAll("(?m)^    url: .*$", "    url: http://127.0.0.1:1/");
    yaml(half)
        .put(WATCHERS + "/masked")
        .then()
        .statusCode(400)
        .body("field", equalTo("destinations[0].headers.Authorization"));
    get("/masked").body("version", equalTo(1));
  }

  @ParameterizedTest
  @CsvSource({
    "https://hooks.example.org, https://hooks.example.org",
    "https://hooks.example.org/, https://hooks.example.org/",
    "https://h:8/T0/B0/x, https://h:8/<hidden>",
    "https://u:p@h/?a=b, https://<hidden>@h/<hidden>",
    "https://h?a=b, https://h<hidden>",
    "HTTP://h/#x, HTTP://h/<hidden>",
    "mailto:someone, <hidden>"
  })
  void shouldLeaveOfAnAddressSchemeAndHost(String url, String left) {
    assertEquals(left, Secrets.url(url));
  }
}
