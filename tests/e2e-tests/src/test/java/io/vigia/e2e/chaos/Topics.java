package io.vigia.e2e.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vigia.contracts.Event;
import io.vigia.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The suite's topics from outside: everything that lies in one, and records of our own. */
final class Topics {

  /** A record as a consumer sees it. */
  record Seen(String id, String key, int partition, long offset, JsonNode value) {}

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private final Map<String, Object> broker;
  private final String prefix;

  Topics(String bootstrap, String prefix) {
    this.broker = Map.of("bootstrap.servers", bootstrap);
    this.prefix = prefix;
  }

  /** Everything in the topic; in order within a partition. */
  List<Seen> all(Topic topic) {
    return all(topic.topicName());
  }

  List<Seen> all(String topic) {
    try (var consumer =
        new KafkaConsumer<>(broker, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(prefix + topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      var seen = new ArrayList<Seen>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> seen.add(seen(record)));
      }
      return seen;
    }
  }

  void publish(List<? extends Event> events) {
    try (var producer =
        new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer())) {
      for (Event event : events) {
        var record =
            new ProducerRecord<>(
                prefix + event.topic().topicName(), event.key(), JSON.writeValueAsString(event));
        Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                UUID.randomUUID().toString(),
                "ce_source",
                "test",
                "ce_type",
                event.topic().type(),
                "ce_time",
                Instant.now().toString(),
                "content-type",
                "application/json")
            .forEach((name, value) -> record.headers().add(name, bytes(value)));
        producer.send(record).get();
      }
    } catch (JsonProcessingException | ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Seen seen(ConsumerRecord<String, String> record) {
    try {
      String id = new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
      return new Seen(
          id, record.key(), record.partition(), record.offset(), JSON.readTree(record.value()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
