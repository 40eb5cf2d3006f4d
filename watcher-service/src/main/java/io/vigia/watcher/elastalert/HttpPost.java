package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code post} and {@code post2}: a webhook destination of the watcher itself. */
@ApplicationScoped
class HttpPost implements AlertType {

  private static final Set<String> TYPES = Set.of("post", "post2", "http_post", "http_post2");
  private static final List<String> TRANSPORT =
      List.of("proxy", "ca_certs", "ignore_ssl_errors", "timeout");

  @Override
  public boolean takes(String type) {
    return TYPES.contains(type);
  }

  @Override
  public void carry(Alerter alerter, Names names, Draft draft) {
    String prefix = alerter.type().endsWith("2") ? "http_post2_" : "http_post_";
    List<String> urls = alerter.texts(prefix + "url");
    if (urls.isEmpty()) {
      throw new RuleFault(
          prefix + "url", alerter.rule().line("alert"), "is required for " + alerter.type());
    }
    var format = new Format(prefix + "payload", names, draft);
    ObjectNode payload = payload(alerter, prefix, format, draft);
    ObjectNode headers = headers(alerter, prefix + "headers", format);
    for (String url : urls) {
      ObjectNode destination = Draft.json().put("type", "webhook");
      destination.put("url", Format.literal(url));
      if (!headers.isEmpty()) {
        destination.set("headers", headers);
      }
      if (!payload.isEmpty()) {
        destination.set("payload", payload);
      }
      draft.destination(prefix + "url", destination);
    }
    for (String name : TRANSPORT) {
      if (alerter.option(prefix + name).isPresent()) {
        draft.changed(prefix + name, "outgoing calls are set up for the whole service", "");
      }
    }
    draft.changed(
        "alert",
        alerter.type()
            + " is a webhook destination; it hears of an alert's end too: the payload's"
            + " status tells",
        "make the receiver look at status");
  }

  private static ObjectNode payload(Alerter alerter, String prefix, Format format, Draft draft) {
    ObjectNode payload = Draft.json();
    if (prefix.endsWith("2_")) {
      written(alerter.option(prefix + "payload"), prefix, draft)
          .forEach((name, value) -> payload.set(format.key(name), filled(value, format)));
      alerter
          .fields(prefix + "raw_fields")
          .forEach((name, of) -> payload.put(name, format.name(Rule.text(prefix, of))));
    } else {
      alerter
          .fields(prefix + "payload")
          .forEach((name, of) -> payload.put(name, format.name(Rule.text(prefix, of))));
    }
    alerter
        .fields(prefix + "static_payload")
        .forEach((name, value) -> payload.set(name, verbatim(value.json())));
    if (!alerter.fields(prefix + "static_payload").isEmpty()) {
      draft.changed(
          prefix + "static_payload",
          "stands in the payload, which everybody sees who may look at the watcher",
          "put tokens into headers, which only those see who may change it");
    }
    boolean all =
        alerter.option(prefix + "all_values").map(v -> v.json().asBoolean()).orElse(false);
    if (payload.isEmpty() || all) {
      draft.changed(
          prefix + (all ? "all_values" : "url"),
          "there, the body holds the fields of the document; here, samples holds documents",
          "change the receiver, or write a payload");
    }
    if (!payload.isEmpty()) {
      payload.put("status", "{{status}}");
      payload.put("samples", "{{samples}}");
    }
    return payload;
  }

  private static Map<String, JsonNode> written(
      Optional<Value> payload, String prefix, Draft draft) {
    if (payload.isPresent() && !payload.get().isMapping()) {
      draft.lost(
          prefix + "payload",
          "a payload that is one text is not read; the standard payload is sent",
          "write it as fields");
      return Map.of();
    }
    var fields = new LinkedHashMap<String, JsonNode>();
    payload.ifPresent(
        value -> value.fields().forEach((name, each) -> fields.put(name, each.json())));
    return fields;
  }

  /** Jinja in all texts of a value. */
  private static JsonNode filled(JsonNode value, Format format) {
    if (value.isTextual()) {
      return TextNode.valueOf(format.jinja(value.asText()));
    }
    if (value.isArray()) {
      ArrayNode items = Draft.json().arrayNode();
      value.forEach(item -> items.add(filled(item, format)));
      return items;
    }
    if (value.isObject()) {
      ObjectNode fields = Draft.json();
      value
          .properties()
          .forEach(each -> fields.set(format.key(each.getKey()), filled(each.getValue(), format)));
      return fields;
    }
    return value;
  }

  private static JsonNode verbatim(JsonNode value) {
    return value.isTextual() ? TextNode.valueOf(Format.literal(value.asText())) : value;
  }

  private static ObjectNode headers(Alerter alerter, String field, Format format) {
    ObjectNode headers = Draft.json();
    alerter
        .fields(field)
        .forEach(
            (name, value) -> {
              String text = Rule.text(field, value);
              headers.put(
                  name, field.startsWith("http_post2") ? format.jinja(text) : Format.literal(text));
            });
    return headers;
  }
}
