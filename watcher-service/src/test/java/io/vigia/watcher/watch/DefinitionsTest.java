package io.vigia.watcher.watch;

import static io.restassured.RestAssured.given;
import static io.vigia.watcher.watch.WatchersApi.WATCHERS;
import static io.vigia.watcher.watch.WatchersApi.api;
import static io.vigia.watcher.watch.WatchersApi.definition;
import static io.vigia.watcher.watch.WatchersApi.get;
import static io.vigia.watcher.watch.WatchersApi.json;
import static io.vigia.watcher.watch.WatchersApi.other;
import static io.vigia.watcher.watch.WatchersApi.yaml;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vigia.platform.PlatformTestResource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watchers over the API, on a real database. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = DefinitionsTestResource.class, restrictToAnnotatedClass = true)
class DefinitionsTest {

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
