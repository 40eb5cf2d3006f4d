package io.vigia.launcher.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.launcher.process.Pause;
import io.vigia.launcher.suite.Http;
import io.vigia.launcher.terminal.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Documents for one index, sent in batches of about a megabyte. A document's id is made of the file
 * and the line, so that loading a file again replaces what was loaded before.
 */
final class BulkIndex {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NDJSON = "application/x-ndjson";
  private static final int BATCH_BYTES = 1 << 20;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int ATTEMPTS = 6;
  private static final long FIRST_WAIT_MILLIS = 250;

  private final String address;
  private final String index;
  private final String idPrefix;
  private final Tally tally;
  private final Http http = new Http(Optional.empty(), Duration.ofSeconds(60));
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream(BATCH_BYTES + (64 << 10));
  private final List<Long> lines = new ArrayList<>();

  /**
   * @param address of OpenSearch
   * @param idPrefix what the ids of this file's documents begin with
   */
  BulkIndex(String address, String index, String idPrefix, Tally tally) {
    this.address = address;
    this.index = index;
    this.idPrefix = idPrefix;
    this.tally = tally;
  }

  /** Makes the index unless it is there. */
  void create(String mapping) throws IOException {
    String body = "{\"settings\":{\"number_of_replicas\":0},\"mappings\":%s}".formatted(mapping);
    Http.Answer answer = http.send("PUT", address + "/" + index, "application/json", utf8(body));
    if (!answer.ok() && !answer.body().contains("resource_already_exists_exception")) {
      throw Failure.failed(
          "OpenSearch does not make the index %s: %s", index, reason(JSON.readTree(answer.body())));
    }
  }

  void add(long line, ObjectNode document) throws IOException {
    batch.writeBytes(utf8("{\"index\":{\"_id\":\"%s-%d\"}}\n".formatted(idPrefix, line)));
    batch.writeBytes(JSON.writeValueAsBytes(document));
    batch.write('\n');
    lines.add(line);
    if (batch.size() >= BATCH_BYTES) {
      flush();
    }
  }

  void finish() throws IOException {
    flush();
    http.post(address + "/" + index + "/_refresh", "application/json", new byte[0]);
  }

  private void flush() throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    Http.Answer answer = send();
    if (!answer.ok()) {
      throw Failure.failed("OpenSearch answered %d: %s", answer.status(), answer.body());
    }
    JsonNode items = JSON.readTree(answer.body()).path("items");
    for (int i = 0; i < lines.size(); i++) {
      JsonNode error = items.path(i).path("index").path("error");
      if (error.isMissingNode()) {
        tally.loaded();
      } else {
        tally.refused(lines.get(i), reason(error));
      }
    }
    batch.reset();
    lines.clear();
  }

  /** Waits while OpenSearch has too much to do. */
  private Http.Answer send() throws IOException {
    byte[] body = batch.toByteArray();
    String target = address + "/" + index + "/_bulk";
    Http.Answer answer = http.post(target, NDJSON, body);
    for (int attempt = 1; answer.status() == TOO_MANY_REQUESTS && attempt < ATTEMPTS; attempt++) {
      Pause.millis(FIRST_WAIT_MILLIS << attempt);
      answer = http.post(target, NDJSON, body);
    }
    return answer;
  }

  /** The innermost reason is the one that names the field. */
  private static String reason(JsonNode error) {
    JsonNode inner = error.path("error").isObject() ? error.path("error") : error;
    String outer = inner.path("reason").asText(inner.toString());
    JsonNode cause = inner.path("caused_by").path("reason");
    return cause.isTextual() ? outer + ": " + cause.asText() : outer;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
