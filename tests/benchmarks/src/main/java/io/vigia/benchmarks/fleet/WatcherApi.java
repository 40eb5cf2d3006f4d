package io.vigia.benchmarks.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Tells watcher-service of watchers as anybody would. */
public final class WatcherApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AT_ONCE = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST_OF_AN_ERROR = 2_000;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI service;
  private final String key;

  public WatcherApi(URI service, String key) {
    this.service = service;
    this.key = key;
  }

  /** In lists of 500; stops at the first that is refused. */
  public void create(List<PlannedWatcher> watchers, Duration delay) throws IOException {
    for (int from = 0; from < watchers.size(); from += AT_ONCE) {
      ArrayNode list = JSON.createArrayNode();
      watchers
          .subList(from, Math.min(watchers.size(), from + AT_ONCE))
          .forEach(each -> list.add(each.definition(delay)));
      post(list);
    }
  }

  private void post(ArrayNode list) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/api/v1/watchers"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("X-API-Key", key)
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(list)))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        String said = answer.body();
        throw new IOException(
            "POST /api/v1/watchers answered %d: %s"
                .formatted(
                    answer.statusCode(),
                    said.substring(0, Math.min(said.length(), MOST_OF_AN_ERROR))));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
