package io.vigia.watcher.watch;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the tests speak with the API. */
final class WatchersApi {

  static final String WATCHERS = "/api/v1/watchers";

  private WatchersApi() {}

  static ValidatableResponse get(String path) {
    return api().get(WATCHERS + path).then();
  }

  static RequestSpecification yaml(String text) {
    return api().contentType("application/yaml").body(text);
  }

  static RequestSpecification json(String text) {
    return api().contentType(ContentType.JSON).body(text);
  }

  static RequestSpecification api() {
    return given().config(config()).header("X-API-Key", "test-key");
  }

  /** Of another tenant; sends YAML. */
  static RequestSpecification other() {
    return given()
        .config(config())
        .header("X-API-Key", "other-key")
        .contentType("application/yaml");
  }

  /** RestAssured does not know YAML. */
  private static RestAssuredConfig config() {
    return RestAssured.config()
        .encoderConfig(
            EncoderConfig.encoderConfig()
                .encodeContentTypeAs("application/yaml", ContentType.TEXT));
  }

  static String definition(String name, int above) {
    return """
    name: %s
    template: count_threshold
    index: logs-*
    parameters:
      field: log.level
      value: ERROR
      above: %d
    """
        .formatted(name, above);
  }

  static String many(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> definition("%s-%04d".formatted(name, i), i))
        .collect(Collectors.joining("---\n"));
  }
}
