package io.vigia.watcher.watch;

import static io.vigia.watcher.watch.WatchersApi.WATCHERS;
import static io.vigia.watcher.watch.WatchersApi.definition;
import static io.vigia.watcher.watch.WatchersApi.get;
import static io.vigia.watcher.watch.WatchersApi.many;
import static io.vigia.watcher.watch.WatchersApi.other;
import static io.vigia.watcher.watch.WatchersApi.yaml;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vigia.platform.PlatformTestResource;
import org.junit.jupiter.api.Test;

/** Definitions out, and in again. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = DefinitionsTestResource.class, restrictToAnnotatedClass = true)
class TransferTest {

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
}
