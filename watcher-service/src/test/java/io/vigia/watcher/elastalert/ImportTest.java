package io.vigia.watcher.elastalert;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.WatcherTestResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules of ElastAlert over HTTP. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
class ImportTest {

  private static final String PATH = "/api/v1/import/elastalert";

  @Test
  void shouldShowBeforeItCreates() {
    String rules =
        "name: shown\ntype: any\nindex: logs-*\nunknown: 1\n---\ntype: frequency\nindex: b\ntimeframe: {minutes: 1}\n";
    api("application/yaml")
        .body(rules)
        .post(PATH)
        .then()
        .statusCode(200)
        .body("definitions", hasSize(1))
        .body("definitions[0].template", equalTo("frequency"))
        .body("yaml", containsString("index: logs-*"))
        .body("applied", nullValue())
        .body("report.lines.findAll { it.severity == 'lost' }.field", contains("unknown"))
        .body("report.lines.find { it.field == 'unknown' }.line", equalTo(4))
        .body("report.refused[0].line", equalTo(6))
        .body("report.refused[0].field", equalTo("num_events"));
    watchers().body("definition.name", not(hasItem("shown")));
  }

  @Test
  void shouldCreateWhenAsked() {
    var files = Map.of("one.yaml", Elastalert.resource("frequency-logins.yaml"));
    for (var added : List.of(List.of("Failed logins"), List.of())) {
      api("application/json")
          .body(Map.of("files", files, "clusters", Map.of("*", "default")))
          .post(PATH + "?apply=true")
          .then()
          .statusCode(200)
          .body("applied", equalTo(added));
    }
    watchers().body("findAll { it.definition.name == 'Failed logins' }", hasSize(1));
  }

  @Test
  void shouldTakeTheGoodOnesAndSayBeforehandWhichAreNot() {
    String rules =
        """
        name: good
        type: any
        index: logs-*
        ---
        name: reaching too far
        type: any
        index: logs-*
        alert: post2
        http_post2_url: http://169.254.169.254/latest
        ---
        name: remembering too little
        type: new_term
        index: logs-*
        query_key: host
        terms_window_size: {minutes: 1}
        """;
    for (boolean apply : new boolean[] {false, true}) {
      api("application/yaml")
          .body(rules)
          .post(PATH + "?apply=" + apply)
          .then()
          .statusCode(200)
          .body("definitions.name", contains("good"))
          .body("report.refused.rule", contains("reaching too far", "remembering too little"))
          .body("report.refused[0].field", equalTo("http_post2_url"))
          .body("report.refused[0].line", equalTo(9))
          .body("report.refused[0].detail", containsString("destinations[0].url: "))
          .body("applied", apply ? contains("good") : nullValue());
    }
    watchers().body("definition.name", hasItem("good"));
  }

  @Test
  void shouldSayWhatIsWrongWithTheRequest() {
    api("application/json")
        .body("{\"files\": {}}")
        .post(PATH)
        .then()
        .statusCode(400)
        .body("field", equalTo("files"));
    api("application/json")
        .body("{\"files\": {\"a.yaml\": \"type: any\"}, \"rules\": {}}")
        .post(PATH)
        .then()
        .statusCode(400)
        .body("detail", containsString("unknown field 'rules'"));
    api("application/yaml")
        .body("x".repeat((1 << 20) + 1))
        .post(PATH)
        .then()
        .statusCode(400)
        .body("detail", containsString("1048576 characters"));
    anyone("application/yaml").body("type: any").post(PATH).then().statusCode(401);
  }

  private static ValidatableResponse watchers() {
    return api("application/json").get("/api/v1/watchers").then().statusCode(200);
  }

  private static RequestSpecification api(String type) {
    return anyone(type).header("X-API-Key", "test-key");
  }

  private static RequestSpecification anyone(String type) {
    var encoding =
        EncoderConfig.encoderConfig().encodeContentTypeAs("application/yaml", ContentType.TEXT);
    return given().config(RestAssured.config().encoderConfig(encoding)).contentType(type);
  }
}
