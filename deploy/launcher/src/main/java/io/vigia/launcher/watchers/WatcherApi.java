package io.vigia.launcher.watchers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vigia.launcher.suite.Http;
import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The watcher service, called with the admin key. */
final class WatcherApi {

  static final String JSON = "application/json";
  static final String YAML = "application/yaml";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A backtest of a month over many keys takes its time. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String address;
  private final Http http;

  /**
   * @param address of the service, without a path
   */
  WatcherApi(String address, String key) {
    this.address = address + "/api/v1/";
    this.http = new Http(Optional.of(key), PATIENCE);
  }

  /**
   * @throws Refused when the API says no
   */
  JsonNode get(String path) throws IOException {
    return read(text(path));
  }

  /** What is no JSON, such as an export. */
  String text(String path) throws IOException {
    return checked(connected(() -> http.get(address + path))).body();
  }

  JsonNode post(String path, String type, String body) throws IOException {
    return send("POST", path, type, body);
  }

  JsonNode post(String path, JsonNode body) throws IOException {
    return post(path, JSON, body.toString());
  }

  JsonNode delete(String path) throws IOException {
    return send("DELETE", path, JSON, "");
  }

  /** What is wrong with a definition, also when it cannot even be read. */
  List<Issue> issues(String type, String definition) throws IOException {
    try {
      var issues = new ArrayList<Issue>();
      post("validate", type, definition).forEach(issue -> issues.add(Issue.of(issue)));
      return issues;
    } catch (Refused e) {
      if (e.status() != 400) {
        throw e;
      }
      // a line of JSON is nothing that a person wrote
      return List.of(type.equals(JSON) ? e.issue().withoutLine() : e.issue());
    }
  }

  /** For a part of a path or query. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonNode send(String method, String path, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return read(checked(connected(() -> http.send(method, address + path, type, bytes))).body());
  }

  private static JsonNode read(String body) {
    try {
      return body.isBlank() ? MissingNode.getInstance() : MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw Failure.failed("the watcher service answered no JSON: %s", e.getOriginalMessage());
    }
  }

  private static Http.Answer checked(Http.Answer answer) {
    if (answer.ok()) {
      return answer;
    }
    JsonNode problem;
    try {
      problem = MAPPER.readTree(answer.body());
    } catch (JsonProcessingException e) {
      problem = MissingNode.getInstance();
    }
    throw new Refused(
        answer.status(),
        problem.has("detail") || problem.has("title")
            ? Issue.of(problem)
            : new Issue("", 0, "the watcher service answered " + answer.status(), ""));
  }

  private interface Call {
    Http.Answer made() throws IOException;
  }

  private Http.Answer connected(Call call) throws IOException {
    try {
      return call.made();
    } catch (java.net.ConnectException e) {
      throw Failure.refused(
          "nothing answers at %s: run ./vigia up first",
          address.substring(0, address.length() - "/api/v1/".length()));
    }
  }
}
