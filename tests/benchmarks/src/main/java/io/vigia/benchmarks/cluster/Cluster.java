package io.vigia.benchmarks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a cluster directly, past whatever stands before it. */
public final class Cluster {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST_OF_AN_ERROR = 500;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;

  /**
   * @param address such as {@code http://127.0.0.1:9200}
   */
  public Cluster(String address) {
    this.address = address;
  }

  /** The answer, or a missing node when there is nothing of that name. */
  public JsonNode get(String path) throws IOException {
    return send("GET", path, new byte[0], "application/json");
  }

  public JsonNode post(String path, JsonNode body) throws IOException {
    return send("POST", path, JSON.writeValueAsBytes(body), "application/json");
  }

  public JsonNode put(String path, JsonNode body) throws IOException {
    return send("PUT", path, JSON.writeValueAsBytes(body), "application/json");
  }

  public void delete(String path) throws IOException {
    send("DELETE", path, new byte[0], "application/json");
  }

  /**
   * @throws IOException also when any of the documents was refused
   */
  public void bulk(String index, byte[] lines) throws IOException {
    JsonNode answer =
        send(
            "POST",
            "/" + index + "/_bulk?filter_path=errors,items.*.error",
            lines,
            "application/x-ndjson");
    if (answer.path("errors").asBoolean()) {
      throw new IOException("_bulk to " + index + ": " + shortened(answer.toString()));
    }
  }

  private JsonNode send(String method, String path, byte[] body, String type) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(method + " " + path);
    }
    if (answer.statusCode() == 404) {
      return MissingNode.getInstance();
    }
    if (answer.statusCode() >= 300) {
      String said = new String(answer.body(), StandardCharsets.UTF_8);
      throw new IOException(
          "%s %s answered %d: %s".formatted(method, path, answer.statusCode(), shortened(said)));
    }
    return JSON.readTree(answer.body());
  }

  private static String shortened(String text) {
    return text.length() <= MOST_OF_AN_ERROR ? text : text.substring(0, MOST_OF_AN_ERROR) + " …";
  }
}
