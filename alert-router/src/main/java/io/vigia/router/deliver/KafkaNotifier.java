package io.vigia.router.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.outbound.OutboundClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Writes the webhook's payload into a topic, keyed by tenant and group. The delivery is there until
 * all in-sync replicas have the record.
 */
@ApplicationScoped
class KafkaNotifier implements Notifier {

  /**
   * @param brokers {@code host:port,…}; the suite's own when absent
   */
  record Settings(String topic, @Nullable String brokers) {
    public Settings {
      if (topic == null || !topic.matches("[a-zA-Z0-9._-]{1,249}") || topic.matches("\\.{1,2}")) {
        throw new IllegalArgumentException("topic: the name of a topic is required");
      }
      for (String broker : brokers == null ? new String[0] : brokers.split(",", -1)) {
        if (!broker.strip().matches("[^\\s:/@]+:[0-9]{1,5}|\\[[0-9a-fA-F:]+]:[0-9]{1,5}")) {
          throw new IllegalArgumentException("brokers: host:port, more than one with commas");
        }
        OutboundClient.check("brokers", URI.create("http://" + broker.strip()));
      }
    }
  }

  private static final int TIMEOUT_MILLIS = 8_000;

  private final ObjectMapper json;
  private final String ownBrokers;
  private final Map<String, Producer<String, String>> producers = new ConcurrentHashMap<>();

  KafkaNotifier(
      ObjectMapper json, @ConfigProperty(name = "kafka.bootstrap.servers") String ownBrokers) {
    this.json = json;
    this.ownBrokers = ownBrokers;
  }

  void stop(@Observes ShutdownEvent event) {
    producers.values().forEach(producer -> producer.close(Duration.ofSeconds(2)));
  }

  @Override
  public String type() {
    return "kafka";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public boolean isForPeople() {
    return false;
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    String brokers = Optional.ofNullable(own.brokers()).orElse(ownBrokers);
    var record =
        new ProducerRecord<String, String>(
            own.topic(),
            delivery.notification().tenant() + "/" + delivery.notification().groupKey(),
            body(delivery));
    record
        .headers()
        .add("Idempotency-Key", delivery.id().toString().getBytes(StandardCharsets.UTF_8))
        .add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
    return Uni.createFrom()
        .<Receipt>emitter(emitter -> send(brokers, record, emitter))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()); // it waits for metadata
  }

  private void send(
      String brokers, ProducerRecord<String, String> record, UniEmitter<? super Receipt> emitter) {
    producers
        .computeIfAbsent(brokers, KafkaNotifier::producer)
        .send(
            record,
            (metadata, failure) ->
                emitter.complete(failure == null ? new Receipt.Taken() : receipt(failure)));
  }

  private static Receipt receipt(Exception failure) {
    String why = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    return failure instanceof RecordTooLargeException
        ? new Receipt.Rejected(why)
        : new Receipt.NotNow(why, Optional.empty());
  }

  private static Producer<String, String> producer(String brokers) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ProducerConfig.CLIENT_ID_CONFIG,
            "vigia-router-notifier",
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            TIMEOUT_MILLIS / 2,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS / 2,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            8L << 20,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            4 << 20),
        new StringSerializer(),
        new StringSerializer());
  }

  private String body(Delivery delivery) {
    try {
      return json.writeValueAsString(WebhookPayload.of(delivery.notification()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a payload can always be written", e);
    }
  }
}
