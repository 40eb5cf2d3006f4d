package io.vigia.kit.event;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/** The one way out to Kafka. A returned Uni completes when the broker has the record. */
@ApplicationScoped
public class EventPublisher {

  private static final Logger LOG = Logger.getLogger(EventPublisher.class);
  private static final int MAX_REASON = 1000;

  private final MutinyEmitter<String> emitter;
  private final String prefix;

  EventPublisher(
      @Channel("events") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 2048)
          MutinyEmitter<String> emitter,
      @ConfigProperty(name = "vigia.topic-prefix", defaultValue = "")
          java.util.Optional<String> prefix) {
    this.emitter = emitter;
    this.prefix = prefix.orElse("");
  }

  /**
   * Publishes events of one key one after the other, of different keys side by side: should one
   * fail, none of its key behind it has gone ahead.
   *
   * @return the events that the broker has; fails when it took none at all
   */
  public Uni<List<OutgoingEvent>> publish(List<OutgoingEvent> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    Queue<OutgoingEvent> taken = new ConcurrentLinkedQueue<>();
    Map<String, Uni<Void>> chains = new LinkedHashMap<>();
    for (OutgoingEvent event : events) {
      chains.merge(
          event.topic() + "/" + event.key(),
          publish(event).invoke(() -> taken.add(event)),
          (before, next) -> before.chain(() -> next));
    }
    return Uni.join()
        .all(List.copyOf(chains.values()))
        .andCollectFailures()
        .onFailure(failure -> !taken.isEmpty())
        .invoke(failure -> LOG.warnf("some events wait: %s", failure.toString()))
        .onFailure(failure -> !taken.isEmpty())
        .recoverWithNull()
        .map(done -> List.copyOf(taken));
  }

  private Uni<Void> publish(OutgoingEvent event) {
    return send(
        prefix + event.topic().topicName(), event.key(), event.json(), EventMapper.headers(event));
  }

  /** Puts a record aside with the reason why it could not be taken in. */
  Uni<Void> deadLetter(ConsumerRecord<String, String> incoming, String reason) {
    var headers = new RecordHeaders(incoming.headers().toArray());
    EventMapper.add(
        headers, "vigia_reason", reason.substring(0, Math.min(MAX_REASON, reason.length())));
    EventMapper.add(
        headers,
        "vigia_origin",
        incoming.topic() + "/" + incoming.partition() + "/" + incoming.offset());
    return send(incoming.topic() + ".dead-letter", incoming.key(), incoming.value(), headers);
  }

  private Uni<Void> send(String topic, String key, String value, Headers headers) {
    var metadata =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withTopic(topic)
            .withKey(key)
            .withHeaders(headers)
            .build();
    return Uni.createFrom()
        .deferred(() -> emitter.sendMessage(Message.of(value).addMetadata(metadata)));
  }
}
