package io.vigia.watcher.watch;

import static io.restassured.RestAssured.given;
import static io.vigia.watcher.watch.WatchersApi.WATCHERS;
import static io.vigia.watcher.watch.WatchersApi.api;
import static io.vigia.watcher.watch.WatchersApi.definition;
import static io.vigia.watcher.watch.WatchersApi.get;
import static io.vigia.watcher.watch.WatchersApi.json;
import static io.vigia.watcher.watch.WatchersApi.many;
import static io.vigia.watcher.watch.WatchersApi.other;
import static io.vigia.watcher.watch.WatchersApi.yaml;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watchers over the API and from the watched folder, on a real database. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = DefinitionsTestResource.class, restrictToAnnotatedClass = true)
class DefinitionsTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  @Inject BuiltInWiring builtIn;

  @Inject DefinitionsConfig config;

  @Test
  void shouldKeepWhatIsWrittenAndGiveItBack() {
    yaml(definition("kept", 3))
        .post(WATCHERS + "?note=first")
        .then()
        .statusCode(201)
        .header("ETag", "\"1\"")
        .header("Location", containsString("/api/v1/watchers/kept"))
        .body("definition.every", equalTo("1m"))
        .body("definition.parameters.above", equalTo(3))
        .body("origin", equalTo("api"))
        .body("enabled", equalTo(true));
    String id = get("/kept").statusCode(200).extract().path("id");
    get("/" + id).statusCode(200).body("name", equalTo("kept"));
    get("?name=kept&template=count_threshold&index=logs-*&enabled=true").body("", hasSize(1));
    get("?prefix=kep&enabled=false").body("", empty());
    get("?enabled=maybe").statusCode(400).body("field", equalTo("enabled"));
    get("?limit=1001").statusCode(400);
    get("/nobody").statusCode(404);
    var again = yaml(definition("kept", 3)).post(WATCHERS).then();
    again.statusCode(409).body("detail", containsString("'kept'"));
    api().delete(WATCHERS + "/kept").then().statusCode(204);
    get("/kept").statusCode(404);
  }

  @Test
  void shouldNotOverwriteWhatTheCallerHasNotSeen() {
    String own = WATCHERS + "/locked";
    yaml(definition("locked", 1)).post(WATCHERS).then().statusCode(201);
    var first = yaml(definition("locked", 2)).header("If-Match", "\"1\"").put(own).then();
    first.statusCode(200).header("ETag", "\"2\"");
    var late = yaml(definition("locked", 3)).header("If-Match", "\"1\"").put(own).then();
    late.statusCode(409)
        .body("detail", startsWith("version 1 was expected, and version 2 is there"));
    yaml(definition("locked", 3)).put(own + "?version=1").then().statusCode(409);
    yaml(definition("locked", 3)).header("If-Match", "soon").put(own).then().statusCode(400);
    var renamed = yaml(definition("renamed", 3)).put(own).then();
    renamed.statusCode(400).body("field", equalTo("name"));
    api().header("If-Match", "\"1\"").delete(own).then().statusCode(409);
    yaml(definition("locked", 2)).put(own).then().header("ETag", "\"2\"");
    yaml(definition("unknown", 2)).put(WATCHERS + "/unknown").then().statusCode(404);
  }

  @Test
  void shouldGoBackToAnyVersionAndEvenAfterTheEnd() {
    String back = WATCHERS + "/versions/rollback";
    yaml(definition("versions", 1)).post(WATCHERS + "?note=begin").then().statusCode(201);
    yaml(definition("versions", 2)).put(WATCHERS + "/versions").then().statusCode(200);
    json("{\"version\": 1, \"note\": \"too loud\"}")
        .post(back)
        .then()
        .statusCode(200)
        .body("version", equalTo(3))
        .body("definition.parameters.above", equalTo(1));
    api().delete(WATCHERS + "/versions?note=done").then().statusCode(204);
    get("/versions/versions")
        .body("version", contains(4, 3, 2, 1))
        .body("deleted", contains(true, false, false, false))
        .body("note", contains("done", "rollback to version 1: too loud", "", "begin"))
        .body("[0].author", not(nullValue()))
        .body("[2].definition.parameters.above", equalTo(2));
    json("{\"version\": 2}").post(back).then().statusCode(200);
    get("/versions").body("version", equalTo(5)).body("definition.parameters.above", equalTo(2));
    json("{\"version\": 77}").post(back).then().statusCode(404);
    json("{}").post(back).then().statusCode(400).body("field", equalTo("version"));
    get("/nobody/versions").statusCode(404);
  }

  @Test
  void shouldPlanThenApplyThatOrNothing() {
    yaml(definition("plan-b", 1)).post(WATCHERS).then().statusCode(201);
    String wanted = definition("plan-a", 1) + "---\n" + definition("plan-b", 2);
    String stale =
        yaml(wanted)
            .post(WATCHERS + "/plan")
            .then()
            .statusCode(200)
            .body("changes.action", contains("create", "change"))
            .body("changes[1].diff[0].field", equalTo("parameters.above"))
            .body("changes[1].diff[0].old", equalTo(1))
            .body("changes[1].diff[0].new", equalTo(2))
            .extract()
            .path("plan");
    get("/plan-a").statusCode(404);
    yaml(definition("plan-b", 5)).put(WATCHERS + "/plan-b").then().statusCode(200);
    yaml(wanted).post(WATCHERS + "/apply?plan=" + stale).then().statusCode(409);
    get("/plan-a").statusCode(404);
    yaml(wanted).post(WATCHERS + "/apply").then().statusCode(400).body("field", equalTo("plan"));
    String plan = yaml(wanted).post(WATCHERS + "/plan").then().extract().path("plan");
    yaml(wanted)
        .post(WATCHERS + "/apply?plan=" + plan)
        .then()
        .statusCode(200)
        .body("created", equalTo(1))
        .body("changed", equalTo(1));
    get("/plan-b").body("definition.parameters.above", equalTo(2));
    yaml(wanted)
        .post(WATCHERS + "/plan?prune=true")
        .then()
        .body("changes.findAll { it.action == 'none' }.name", contains("plan-a", "plan-b"));
  }

  @Test
  void shouldHideEachTenantFromTheOther() {
    yaml(definition("mine", 1)).post(WATCHERS).then().statusCode(201);
    other().get(WATCHERS + "?name=mine").then().body("", empty());
    String id = get("/mine").extract().path("id");
    for (String key : List.of("mine", id)) {
      String own = WATCHERS + "/" + key;
      other().get(own).then().statusCode(404);
      other().body(definition(key, 2)).put(own).then().statusCode(404);
      other().delete(own).then().statusCode(404);
      other().get(own + "/versions").then().statusCode(404);
      other().get(WATCHERS + "/export?name=" + key).then().statusCode(404);
      other().post(own + "/run").then().statusCode(404);
      other().contentType(ContentType.JSON).body("{}").post(own + "/pause").then().statusCode(404);
    }
    other()
        .body("tenant: default\n" + definition("stolen", 1))
        .post(WATCHERS)
        .then()
        .statusCode(400)
        .body("field", equalTo("tenant"))
        .body("line", equalTo(1));
    get("/mine").statusCode(200).body("definition.parameters.above", equalTo(1));
  }

  @Test
  void shouldExportWhatCanBeReadAgain() {
    yaml(definition("export-a", 1)).post(WATCHERS).then().statusCode(201);
    yaml(definition("export-b", 1)).post(WATCHERS).then().statusCode(201);
    String text = get("/export?name=export-a&name=export-b").statusCode(200).extract().asString();
    assertEquals(definition("export-a", 1) + "---\n" + definition("export-b", 1), text);
    yaml(text).post(WATCHERS + "/plan").then().body("changes.action", contains("none", "none"));
    get("/export?format=json&name=export-a")
        .contentType(ContentType.JSON)
        .body("[0].name", equalTo("export-a"))
        .body("[0].every", nullValue());
    get("/export?format=xml").statusCode(400);
    get("/export?name=nobody").statusCode(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "every: 1m | every: soon | every | 4",
        "every: 1m | cron: every day | cron | 4",
        "every: 1m | evry: 1m | evry | 4",
        "every: 1m | filter: [a] | filter | 4",
        "index: logs-* | index: ../logs | index | 3",
        "name: bad | name: export | name | 1"
      })
  void shouldNameFieldAndLineOfWhatIsWrong(String good, String bad, String field, int line) {
    String text =
        "name: bad\ntemplate: count_threshold\nindex: logs-*\nevery: 1m\nparameters: {above: 1}\n";
    yaml(text.replace(good, bad))
        .post(WATCHERS)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", equalTo(field))
        .body("line", equalTo(line));
    String valid = "name: fine\ntemplate: count_threshold\nindex: i\nparameters: {above: 1}\n---\n";
    yaml(valid + text.replace(good, bad))
        .post(WATCHERS)
        .then()
        .statusCode(400)
        .body("field", equalTo("[1]." + field))
        .body("line", equalTo(line + 5));
    get("/fine").statusCode(404);
  }

  @Test
  void shouldRefuseOtherBadInput() {
    yaml(definition("cycle", 1) + "group_by: &a [*a]\n").post(WATCHERS).then().statusCode(400);
    var wrong = json("{\"name\":\"x\",\"template\":\"t\",\"index\":\"i\",\n\"for\":\"x\"}");
    var told = wrong.post(WATCHERS).then();
    told.statusCode(400).body("field", equalTo("for")).body("line", equalTo(2));
    json("[]").post(WATCHERS).then().statusCode(400);
    json("{\"name\":\"a\\u0000b\",\"template\":\"t\",\"index\":\"i\"}")
        .post(WATCHERS)
        .then()
        .statusCode(400)
        .body("field", equalTo("name"));
    api().contentType("text/plain").body("name: x").post(WATCHERS).then().statusCode(415);
    String twice = definition("twice", 1) + "---\n" + definition("twice", 1);
    yaml(twice).post(WATCHERS).then().statusCode(400).body("field", equalTo("[1].name"));
    given().contentType(ContentType.JSON).body("[]").post(WATCHERS).then().statusCode(403);
    given().get(WATCHERS).then().statusCode(200);
  }

  @Test
  void shouldTakeManyAtOnceAndNoMoreThanTheLimit() {
    other().body(many("many", 500)).post(WATCHERS).then().statusCode(201).body("", hasSize(500));
    other()
        .get(WATCHERS + "?prefix=many&limit=2&after=many-0100")
        .then()
        .body("name", contains("many-0101", "many-0102"));
    var full = other().body(many("more", 200)).post(WATCHERS).then();
    full.statusCode(429).body("detail", containsString("vigia.limits.watchers"));
    other().get(WATCHERS + "?prefix=more").then().body("", empty());
    String rest = definition("many-0000", 0);
    String plan =
        other().body(rest).post(WATCHERS + "/plan?prune=true").then().extract().path("plan");
    other()
        .body(rest)
        .post(WATCHERS + "/apply?prune=true&plan=" + plan)
        .then()
        .statusCode(200)
        .body("deleted", greaterThanOrEqualTo(499))
        .body("unchanged", equalTo(1));
    other().get(WATCHERS + "?prefix=many").then().body("", hasSize(1));
    get("/errors-in-own-logs/versions").statusCode(200);
  }

  @Test
  void shouldPauseResumeAndRun() {
    String own = WATCHERS + "/paused";
    yaml(definition("paused", 1)).post(WATCHERS).then().statusCode(201);
    json("{\"for\": \"1h\", \"reason\": \"release\"}")
        .post(own + "/pause")
        .then()
        .statusCode(200)
        .body("pause.reason", equalTo("release"))
        .body("pause.until", not(nullValue()))
        .body("version", equalTo(1));
    api().post(own + "/run").then().statusCode(409);
    api().post(own + "/resume").then().statusCode(200).body("pause", nullValue());
    json("null").post(own + "/pause").then().statusCode(400);
    json("{\"fore\": 1}")
        .post(own + "/pause")
        .then()
        .statusCode(400)
        .body("field", equalTo("fore"));
    assertEquals(200, postNothing(own + "/pause"), "until resumed");
    get("/paused").body("pause", not(nullValue())).body("pause.until", nullValue());
    json("{\"for\": \"1h\", \"until\": \"2030-01-01T00:00:00Z\"}")
        .post(own + "/pause")
        .then()
        .statusCode(400);
    var past = json("{\"until\": \"2020-01-01T00:00:00Z\"}").post(own + "/pause").then();
    past.statusCode(400).body("field", equalTo("until"));
    api().post(own + "/resume").then().statusCode(200);
    api().post(own + "/run").then().statusCode(202);
    yaml("enabled: false\n" + definition("paused", 1)).put(own).then().statusCode(200);
    api().post(own + "/run").then().statusCode(409);
    api().post(WATCHERS + "/nobody/run").then().statusCode(404);
  }

  @Test
  void shouldFollowTheFolder() throws IOException {
    Path folder = config.definitionsDir().orElseThrow();
    Path file = folder.resolve("shop.yml");
    Files.writeString(file, definition("from-file", 1) + "---\n" + definition("second", 1));
    Files.writeString(
        folder.resolve("theirs.json"),
        "{\"tenant\":\"other\",\"name\":\"foreign\",\"template\":\"count_threshold\","
            + "\"index\":\"i\",\"parameters\":{\"above\":1}}");
    await().atMost(SOON).untilAsserted(() -> get("/second").statusCode(200));
    get("/from-file").body("origin", equalTo("folder:shop.yml"));
    var refused = yaml(definition("from-file", 9)).put(WATCHERS + "/from-file").then();
    refused.statusCode(409).body("detail", containsString("shop.yml"));
    api().delete(WATCHERS + "/from-file").then().statusCode(409);

    Files.writeString(file, definition("from-file", 2) + "evry: 1m\n");
    String shop = "files.find { it.file == 'shop.yml' }";
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                get("/folder")
                    .body(shop + ".complaint.field", equalTo("evry"))
                    .body(shop + ".complaint.line", equalTo(8))
                    .body(shop + ".definitions", contains("from-file", "second"))
                    .body("files.file", not(hasItem("theirs.json"))));
    other().get(WATCHERS + "/folder").then().body("files.definitions[0]", contains("foreign"));
    get("/from-file").body("definition.parameters.above", equalTo(1));

    Files.writeString(file, definition("from-file", 2));
    await().atMost(SOON).untilAsserted(() -> get("/second").statusCode(404));
    get("/from-file").body("definition.parameters.above", equalTo(2)).body("version", equalTo(2));
    get("/second/versions")
        .body("[0].deleted", equalTo(true))
        .body("[0].author", equalTo("folder"));

    Files.delete(file);
    await().atMost(SOON).untilAsserted(() -> get("/from-file").statusCode(404));
  }

  @Test
  void shouldNotBringBackWhatWasBuiltIn() throws IOException {
    get("/errors-in-own-logs").statusCode(200).body("origin", equalTo("built-in"));
    api().delete(WATCHERS + "/errors-in-own-logs").then().statusCode(204);
    builtIn.add(new StartupEvent());
    get("/errors-in-own-logs").statusCode(404);
    json("{\"version\": 1}").post(WATCHERS + "/errors-in-own-logs/rollback").then().statusCode(200);
    get("/errors-in-own-logs").body("origin", equalTo("api"));
  }

  @Test
  void shouldKeepTheLastHundredVersions() {
    yaml(definition("often", 0)).post(WATCHERS).then().statusCode(201);
    IntStream.rangeClosed(1, 104)
        .forEach(i -> yaml(definition("often", i)).put(WATCHERS + "/often").then().statusCode(200));
    get("/often/versions")
        .body("", hasSize(100))
        .body("[0].version", equalTo(105))
        .body("[99].version", equalTo(6));
    json("{\"version\": 5}").post(WATCHERS + "/often/rollback").then().statusCode(404);
  }

  /** As curl does; RestAssured would say that it sends a form. */
  private static int postNothing(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
            .header("X-API-Key", "test-key")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient()
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .join()
        .statusCode();
  }
}
