package io.vigia.kit.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.contracts.Event;
import io.vigia.contracts.Topic;
import io.vigia.kit.problem.JsonFault;
import io.vigia.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Between the contracts' records and CloudEvents in Kafka's binary mode. */
@ApplicationScoped
public class EventMapper {

  private final ObjectMapper json;
  private final String source;

  EventMapper(
      ObjectMapper json, @ConfigProperty(name = "quarkus.application.name") String application) {
    this.json = json;
    this.source = application;
  }

  /** An event for the record's own topic and key, with a new id. */
  public OutgoingEvent outgoing(Event event, Instant now) {
    return outgoing(UUID.randomUUID(), event, now);
  }

  /** With a given id, for events that may be produced again. */
  public OutgoingEvent outgoing(UUID id, Event event, Instant now) {
    try {
      return new OutgoingEvent(
          id, event.topic(), event.key(), source, now, json.writeValueAsString(event));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a contract record can always be written", e);
    }
  }

  /**
   * @throws UnreadableRecord when the type is not the topic's or the value cannot be read
   */
  <T extends Event> T read(ConsumerRecord<String, String> incoming, Topic topic, Class<T> type) {
    String declared = text(incoming.headers(), "ce_type");
    if (!topic.type().equals(declared)) {
      throw new UnreadableRecord("type '" + declared + "' is not '" + topic.type() + "'");
    }
    if (incoming.value() == null) {
      throw new UnreadableRecord("the record has no value");
    }
    try {
      T event = json.readValue(incoming.value(), type);
      if (event == null) {
        throw new UnreadableRecord("the value is null");
      }
      return event;
    } catch (JsonProcessingException e) {
      Problem problem = JsonFault.explain(e);
      throw new UnreadableRecord(
          (problem.field() == null ? "" : problem.field() + ": ") + problem.detail());
    }
  }

  static Headers headers(OutgoingEvent event) {
    var headers = new RecordHeaders();
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", event.id().toString());
    add(headers, "ce_source", event.source());
    add(headers, "ce_type", event.topic().type());
    add(headers, "ce_time", event.time().toString());
    add(headers, "content-type", "application/json");
    return headers;
  }

  static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
