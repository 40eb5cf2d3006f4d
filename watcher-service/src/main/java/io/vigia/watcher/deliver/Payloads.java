package io.vigia.watcher.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.watch.DestinationSpec;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What is sent when a destination has no payload of its own. */
final class Payloads {

  /** Lists of documents and values of any kind. */
  private static final List<String> OF_ANY_KIND = List.of("samples", "top");

  private Payloads() {}

  /** Its own payload with the facts in it, or else the standard one. */
  static JsonNode webhook(UUID notice, DestinationSpec spec, ObjectNode facts) {
    return spec.payload() == null ? standard(notice, facts) : render(spec.payload(), facts);
  }

  /** The same for an index. */
  static JsonNode document(UUID notice, DestinationSpec spec, ObjectNode facts) {
    return spec.payload() == null
        ? indexed(standard(notice, facts))
        : render(spec.payload(), facts);
  }

  private static JsonNode render(JsonNode own, ObjectNode facts) {
    return PayloadTemplate.of("payload", own).render(facts);
  }

  /** All facts, the notice's id, and one line for people as chats show it. */
  private static ObjectNode standard(UUID notice, ObjectNode facts) {
    String status = facts.path("status").asText().toUpperCase(Locale.ROOT).replace('_', ' ');
    ObjectNode all = facts.objectNode();
    all.put("id", notice.toString());
    all.put(
        "text",
        "[%s] %s: %s"
            .formatted(status, facts.path("alertname").asText(), facts.path("summary").asText()));
    return all.setAll(facts);
  }

  /**
   * So that one mapping fits all watchers: a value is never a whole number only, and what is of any
   * kind goes in as JSON texts.
   */
  private static ObjectNode indexed(ObjectNode document) {
    document.set("@timestamp", document.path("at"));
    if (document.path("value").isNumber()) {
      document.put("value", document.path("value").doubleValue());
    }
    for (String name : OF_ANY_KIND) {
      if (document.path(name).isArray()) {
        var texts = document.arrayNode();
        document.path(name).forEach(value -> texts.add(value.toString()));
        document.set(name, texts);
      }
    }
    return document;
  }
}
