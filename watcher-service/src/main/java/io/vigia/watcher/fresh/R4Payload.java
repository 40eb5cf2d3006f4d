package io.vigia.watcher.fresh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What r4's webhooks are used to: {@code {"text": "…", "timestamp": "…"}}. */
final class R4Payload {

  private static final String TIMESTAMP = "{{at}}";

  private R4Payload() {}

  /**
   * @param labels of the monitor: the text names only what there is
   */
  static ObjectNode of(JsonNode labels) {
    var text = new StringBuilder("[{{status}}] {{labels.service_type}}");
    if (labels.has("elastic_doc_name")) {
      text.append(", document {{labels.elastic_doc_name}}");
    }
    if (labels.has("namespace")) {
      text.append(", namespace {{labels.namespace}}");
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("text", text.append(": {{summary}}").toString())
        .put("timestamp", TIMESTAMP);
  }

  static boolean isOne(JsonNode payload) {
    return payload.size() == 2
        && payload.has("text")
        && payload.path("timestamp").asText().equals(TIMESTAMP);
  }
}
