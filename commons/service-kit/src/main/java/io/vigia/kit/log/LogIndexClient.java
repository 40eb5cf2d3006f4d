package io.vigia.kit.log;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;

/** Removes the daily indices of logs that are older than they are kept. */
final class LogIndexClient {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu.MM.dd");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI cluster;
  private final String prefix;

  LogIndexClient(URI cluster, String prefix) {
    this.cluster = cluster;
    this.prefix = prefix;
  }

  /** Several services may do it at once: what is gone already is as good as removed. */
  void forgetBefore(LocalDate first) throws IOException {
    String names = send("GET", "/_cat/indices/" + prefix + "*?h=index").body();
    for (String index : olderThan(first, prefix, names.lines().map(String::strip).toList())) {
      send("DELETE", "/" + index);
    }
  }

  /** Those whose name ends in an earlier day; what is named otherwise is not ours to remove. */
  static List<String> olderThan(LocalDate first, String prefix, List<String> indices) {
    return indices.stream()
        .filter(index -> index.startsWith(prefix))
        .filter(index -> isBefore(first, index.substring(prefix.length())))
        .toList();
  }

  private static boolean isBefore(LocalDate first, String day) {
    try {
      return LocalDate.parse(day, DAY).isBefore(first);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private HttpResponse<String> send(String method, String path) throws IOException {
    var request =
        HttpRequest.newBuilder(cluster.resolve(path))
            .timeout(TIMEOUT)
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (cluster.getUserInfo() != null) {
      byte[] pair = cluster.getUserInfo().getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() >= 300 && response.statusCode() != 404) {
        throw new IOException("the cluster answered " + response.statusCode() + " to " + path);
      }
      return response;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
