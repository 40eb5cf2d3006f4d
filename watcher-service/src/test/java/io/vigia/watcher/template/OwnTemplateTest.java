package io.vigia.watcher.template;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates through the API and the folder. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(TemplateTestResource.class)
class OwnTemplateTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  static final String OWN =
      """
      name: slow_share
      help: {en: Fires when too many requests are slow.}
      parameters:
        properties:
          slower: {type: number}
          above: {type: number, x-threshold: true}
        required: [slower, above]
      example: {slower: 100, above: 0.5}
      aggs:
        slow: {filter: {range: {latency: {gt: "{{slower}}"}}}}
      value: slow.doc_count / doc_count
      breach: {above: "{{above}}"}
      summary: "{{value}} of the requests are slower than {{slower}}"
      """;

  @Inject TemplateStore templates;

  @Inject Pool pool;

  @ConfigProperty(name = "vigia.watcher.templates-dir")
  String folder;

  @Test
  void shouldListAllWithTheirQueries() {
    api()
        .get("/api/v1/templates")
        .then()
        .statusCode(200)
        .body("templates.find { it.name == 'spike' }.origin", equalTo("built-in"))
        .body("templates.find { it.name == 'spike' }.help.es", containsString("Avisa"))
        .body(
            "templates.find { it.name == 'avg_threshold' }.parameters.properties.field.x-field",
            equalTo("numeric"));
    api()
        .get("/api/v1/templates/avg_threshold")
        .then()
        .statusCode(200)
        .body("queries.now.aggs.v.avg.field", equalTo("latency"))
        .body("declaration", containsString("{{field}}"));
    api().get("/api/v1/templates/nothing").then().statusCode(404);
  }

  @Test
  void shouldTakeOwnTemplatesOfATenantWithoutARestart() {
    post(OWN).then().statusCode(201).body("origin", equalTo("tenant"));
    post(OWN).then().statusCode(409);
    api("other-key").get("/api/v1/templates/slow_share").then().statusCode(404);
    assertTrue(templates.find("other", "slow_share").isEmpty());

    put(OWN.replace("requests are slow", "are very slow")).then().statusCode(200);
    put("{\"name\":\"slow_share\",\"help\":{\"en\":\"as JSON\"},\"parameters\":{},"
            + "\"example\":{},\"breach\":{\"above\":1},\"summary\":\"{{value}}\"}")
        .then()
        .statusCode(200)
        .body("help.en", equalTo("as JSON"));
    api().delete("/api/v1/templates/slow_share").then().statusCode(204);
    api().delete("/api/v1/templates/slow_share").then().statusCode(404);
    assertTrue(templates.find("default", "slow_share").isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          aggs:                         | aggs: [               | template line 11:
          slower: {type: number         | slower: {type: nombre | parameters.properties.slower.type
          "{{slower}}"                  | "{{slow}}"            | template line 10: {{slow}} names no parameter; there are above, slower
          value: slow.doc_count         | value: fast.doc_count | template line 11: value: 'fast.doc_count' is nothing in the answer
          example: {slower: 100         | example: {slower: no  | example.slower: boolean found, number expected
          aggs:                         | filter: &f {not: *f}\\naggs: | template line 9: more than 30 levels, its aliases resolved
          name: slow_share              | name: avg_threshold   | 'avg_threshold' is built in
          breach:                       | breech:               | unknown field 'breech'
          """)
  void shouldRefuseABrokenOneSayingWhatAndWhere(String good, String bad, String complaint) {
    post(OWN.replace(good, bad.replace("\\n", "\n")))
        .then()
        .statusCode(400)
        .body("detail", containsString(complaint));
    api().get("/api/v1/templates").then().body("templates.name", not(hasItem("slow_share")));
  }

  @Test
  void shouldKeepBuiltInOnesAndAskForTheRole() {
    api().delete("/api/v1/templates/avg_threshold").then().statusCode(409);
    given().get("/api/v1/templates").then().statusCode(401);
  }

  @Test
  void shouldNotRemoveWhatWatchersUse() {
    post(OWN.replace("slow_share", "used")).then().statusCode(201);
    pool.query(
            """
            insert into watcher (id, tenant, name, enabled, definition)
            values (gen_random_uuid(), 'default', 'its-user', false, '{"template":"used"}')""")
        .execute()
        .await()
        .atMost(SOON);
    api()
        .delete("/api/v1/templates/used")
        .then()
        .statusCode(409)
        .body("detail", equalTo("watchers use it: its-user"));
    pool.query("delete from watcher where name = 'its-user'").execute().await().atMost(SOON);
    api().delete("/api/v1/templates/used").then().statusCode(204);
  }

  @Test
  void shouldFollowTheFolderAndKeepTheLastGoodVersion() throws IOException {
    Path file = Path.of(folder, "slow.yml");
    Files.writeString(file, OWN.replace("slow_share", "from_folder"));
    await().atMost(SOON).until(() -> templates.find("other", "from_folder").isPresent());
    api()
        .get("/api/v1/templates/from_folder")
        .then()
        .body("origin", equalTo("folder"))
        .body("fault", nullValue());

    Files.writeString(
        file, OWN.replace("slow_share", "from_folder").replace("{{slower}}", "{{s}}"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                api()
                    .get("/api/v1/templates")
                    .then()
                    .body("faults", hasItem(containsString("slow.yml line 10: {{s}} names no"))));
    assertTrue(templates.find("other", "from_folder").isPresent(), "the last good version");
    api()
        .get("/api/v1/templates/from_folder")
        .then()
        .body("fault", containsString("slow.yml line 10"))
        .body("declaration", containsString("{{slower}}"));

    Files.writeString(Path.of(folder, "taken.yml"), OWN.replace("slow_share", "spike"));
    Files.delete(file);
    await().atMost(SOON).until(() -> templates.find("other", "from_folder").isEmpty());
    api()
        .get("/api/v1/templates")
        .then()
        .body("faults", hasSize(1))
        .body("faults[0]", containsString("'spike' is built in"));
    Files.delete(Path.of(folder, "taken.yml"));
  }

  static Response post(String text) {
    return api()
        .contentType("application/yaml")
        .body(text.getBytes(UTF_8))
        .post("/api/v1/templates");
  }

  private static Response put(String text) {
    String type = text.startsWith("{") ? "application/json" : "application/yaml";
    return api().contentType(type).body(text.getBytes(UTF_8)).put("/api/v1/templates");
  }

  static RequestSpecification api() {
    return api("test-key");
  }

  private static RequestSpecification api(String key) {
    return given().header("X-API-Key", key);
  }
}
