package io.vigia.watcher.status;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.WatcherTestResource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How watchers are, when nobody looks after them and when somebody does. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
class StatusTest {

  @Test
  void shouldTellWhatIsHeldAndPutWhatIsDisabledLast() {
    watcher("a-disabled", false);
    watcher("held", true);
    api().body("{\"for\":\"2h\"}").post("/api/v1/watchers/held/pause").then().statusCode(200);
    var list = api().get("/api/v1/status?limit=1000").then().statusCode(200);
    list.body("find { it.name == 'held' }.paused", equalTo(true));
    list.body("find { it.name == 'a-disabled' }.paused", equalTo(false));
    list.body("[-1].enabled", equalTo(false));
    page().then().body(containsString("(paused)"), containsString("(disabled)"));
    api().post("/api/v1/watchers/held/resume").then().statusCode(200);
    page().then().body(not(containsString("(paused)")));
    delete("held");
    delete("a-disabled");
  }

  @Test
  void shouldSayThatThePageDoesNotShowAll() {
    page().then().body(not(containsString("more are not shown")));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 51; i++) {
      names.add("crowd-" + i);
      watcher("crowd-" + i, true);
    }
    page().then().body(containsString(" more are not shown"));
    names.forEach(StatusTest::delete);
  }

  private static void watcher(String name, boolean enabled) {
    api()
        .body(
            """
            {"name":"%s","template":"missing_data","index":"none-*","every":"10h","enabled":%s}"""
                .formatted(name, enabled))
        .post("/api/v1/watchers")
        .then()
        .statusCode(201);
  }

  private static void delete(String name) {
    api().delete("/api/v1/watchers/" + name).then().statusCode(204);
  }

  private static Response page() {
    return api().get("/");
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key").contentType("application/json");
  }
}
