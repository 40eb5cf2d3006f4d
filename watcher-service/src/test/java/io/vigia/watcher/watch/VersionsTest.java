package io.vigia.watcher.watch;

import static io.vigia.watcher.watch.WatchersApi.WATCHERS;
import static io.vigia.watcher.watch.WatchersApi.api;
import static io.vigia.watcher.watch.WatchersApi.definition;
import static io.vigia.watcher.watch.WatchersApi.get;
import static io.vigia.watcher.watch.WatchersApi.json;
import static io.vigia.watcher.watch.WatchersApi.yaml;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a watcher was, on a real database. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = DefinitionsTestResource.class, restrictToAnnotatedClass = true)
class VersionsTest {

  @Inject BuiltInWiring builtIn;

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

  @Test
  void shouldNotBringBackWhatWasBuiltIn() throws IOException {
    get("/errors-in-own-logs").statusCode(200).body("origin", equalTo("built-in"));
    api().delete(WATCHERS + "/errors-in-own-logs").then().statusCode(204);
    builtIn.add(new StartupEvent());
    get("/errors-in-own-logs").statusCode(404);
    json("{\"version\": 1}").post(WATCHERS + "/errors-in-own-logs/rollback").then().statusCode(200);
    get("/errors-in-own-logs").body("origin", equalTo("api"));
  }
}
