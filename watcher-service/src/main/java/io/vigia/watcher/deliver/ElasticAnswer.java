package io.vigia.watcher.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.kit.deliver.Receipt;
import org.jspecify.annotations.Nullable;

/** What a cluster's answer to the writing of a document means. */
final class ElasticAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_REASON = 300;

  private ElasticAnswer() {}

  /** A conflict means that an earlier try has left the document there. */
  static Receipt receipt(int status, @Nullable String retryAfter, @Nullable String body) {
    if (status == 409) {
      return new Receipt.Taken();
    }
    Receipt receipt = Receipt.ofHttp(status, retryAfter);
    if (receipt instanceof Receipt.Rejected rejected) {
      return new Receipt.Rejected(rejected.why() + reason(body));
    }
    return receipt instanceof Receipt.NotNow notNow
        ? new Receipt.NotNow(notNow.why() + reason(body), notNow.retryAfter())
        : receipt;
  }

  private static String reason(@Nullable String body) {
    try {
      JsonNode error = JSON.readTree(body == null ? "" : body).path("error");
      String words =
          error.isTextual()
              ? error.textValue()
              : error.path("type").asText() + ": " + error.path("reason").asText();
      return words.equals(": ")
          ? ""
          : " " + words.substring(0, Math.min(MAX_REASON, words.length()));
    } catch (JsonProcessingException e) {
      return "";
    }
  }
}
