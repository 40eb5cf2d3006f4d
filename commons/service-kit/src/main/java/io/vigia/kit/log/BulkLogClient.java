package io.vigia.kit.log;

import io.vigia.kit.log.LogTail.Line;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Writes log lines with the cluster's bulk API, one document id per line. */
final class BulkLogClient {

  private static final Pattern ITEM_STATUS = Pattern.compile("\"status\":(\\d{3})");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI cluster;
  private final String indexPrefix;
  private final String service;

  BulkLogClient(URI cluster, String indexPrefix, String service) {
    this.cluster = cluster;
    this.indexPrefix = indexPrefix;
    this.service = service;
  }

  /** Lines that are not JSON objects are left out: the console format never comes here. */
  void index(List<Line> lines) throws IOException {
    var body = new StringBuilder();
    for (Line line : lines) {
      if (line.text().startsWith("{") && line.text().endsWith("}")) {
        body.append("{\"index\":{\"_index\":\"")
            .append(indexPrefix)
            .append(day(line.text()))
            .append("\",\"_id\":\"")
            .append(service)
            .append('-')
            .append(Long.toHexString(line.inode()))
            .append('-')
            .append(line.offset())
            .append("\"}}\n")
            .append(line.text())
            .append('\n');
      }
    }
    if (!body.isEmpty()) {
      send(body.toString());
    }
  }

  /** The day in the line's own {@code @timestamp}, so that a late line finds its index. */
  private static String day(String json) {
    int at = json.indexOf("\"@timestamp\":\"");
    if (at < 0 || json.length() < at + 24) {
      return "undated";
    }
    String day = json.substring(at + 14, at + 24);
    return day.matches("\\d{4}-\\d\\d-\\d\\d") ? day.replace('-', '.') : "undated";
  }

  private void send(String body) throws IOException {
    var request =
        HttpRequest.newBuilder(cluster.resolve("/_bulk"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(body));
    if (cluster.getUserInfo() != null) {
      byte[] pair = cluster.getUserInfo().getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IOException("the cluster answered " + response.statusCode() + " to _bulk");
      }
      var item = ITEM_STATUS.matcher(response.body());
      while (item.find()) {
        int status = Integer.parseInt(item.group(1));
        if (status >= 300 && status != 400) { // a 400 stays one, whenever it is sent again
          throw new IOException("the cluster answered " + status + " for a line");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
