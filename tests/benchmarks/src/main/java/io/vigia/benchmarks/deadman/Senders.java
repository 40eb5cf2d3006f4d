package io.vigia.benchmarks.deadman;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka and HTTP; both send while others are under way. */
final class Senders implements AutoCloseable {

  private static final String TOPIC = "vigia.heartbeats";

  private final KafkaProducer<String, String> kafka;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI heartbeats;
  private final String key;
  private final AtomicLong unsent = new AtomicLong();

  Senders(String brokers, URI service, String key) {
    this.kafka =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers, "linger.ms", "5", "acks", "all"),
            new StringSerializer(),
            new StringSerializer());
    this.heartbeats = service.resolve("/api/v1/heartbeats");
    this.key = key;
  }

  void send(List<Beat> beats) {
    List<Beat> posted = beats.stream().filter(b -> !b.life().isOverKafka()).toList();
    beats.stream().filter(b -> b.life().isOverKafka()).forEach(this::publish);
    if (!posted.isEmpty()) {
      post(posted);
    }
  }

  long unsent() {
    return unsent.get();
  }

  private void publish(Beat beat) {
    var event = new ProducerRecord<>(TOPIC, "default/" + beat.life().name(), beat.json());
    Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            UUID.randomUUID().toString(),
            "ce_source",
            "bench",
            "ce_type",
            "io.vigia.heartbeat.v1",
            "ce_time",
            beat.cycleStart().toString())
        .forEach(
            (name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    kafka.send(
        event,
        (done, failure) -> {
          if (failure != null) {
            unsent.incrementAndGet();
          }
        });
  }

  private void post(List<Beat> beats) {
    var request =
        HttpRequest.newBuilder(heartbeats)
            .timeout(Duration.ofMinutes(1))
            .header("X-API-Key", key)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    beats.stream().map(Beat::json).collect(Collectors.joining(",", "[", "]"))))
            .build();
    http.sendAsync(request, BodyHandlers.discarding())
        .whenComplete(
            (answer, failure) -> {
              if (failure != null || answer.statusCode() != 200) {
                unsent.addAndGet(beats.size());
              }
            });
  }

  @Override
  public void close() {
    kafka.close(Duration.ofSeconds(5));
  }
}
