package io.vigia.watcher;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All that the router would hear, from the beginning. */
public record AlertTopic(String kafka, String prefix) {

  List<JsonObject> all() {
    var settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
    var found = new ArrayList<JsonObject>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partitions =
          consumer.partitionsFor(prefix + "vigia.alerts").stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = consumer.endOffsets(partitions).values().stream().mapToLong(o -> o).sum();
      for (long seen = 0; seen < end; ) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          seen++;
          found.add(new JsonObject(record.value()));
        }
      }
    }
    return found;
  }

  /** Those of one watcher. */
  public List<JsonObject> of(String watcher) {
    return all().stream()
        .filter(alert -> watcher.equals(alert.getJsonObject("labels").getString("watcher")))
        .toList();
  }
}
