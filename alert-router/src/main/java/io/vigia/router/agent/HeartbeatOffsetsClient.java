package io.vigia.router.agent;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vigia.router.agent.Attention.Offsets;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka how far the heartbeats are processed. Fails within seconds when it does not answer.
 */
@ApplicationScoped
class HeartbeatOffsetsClient {

  private static final int TRY_MILLIS = 2000;
  private static final int CALL_MILLIS = 4000;

  private static final Duration FRESH = Duration.ofSeconds(10);

  private record Known(Collection<TopicPartition> partitions, long readAt) {}

  private final Map<String, Object> settings = new HashMap<>();
  private final String topic;
  private final String group;
  private volatile @Nullable Known known;
  private @Nullable Admin admin;

  HeartbeatOffsetsClient(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "mp.messaging.incoming.heartbeats.topic") String topic,
      @ConfigProperty(name = "mp.messaging.incoming.heartbeats.group.id") String group) {
    kafka.entrySet().stream()
        .filter(e -> AdminClientConfig.configNames().contains(e.getKey()))
        .forEach(e -> settings.put(e.getKey(), e.getValue()));
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "dead-man");
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TRY_MILLIS);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS);
    settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, TRY_MILLIS);
    this.topic = topic;
    this.group = group;
  }

  Uni<Offsets> look() {
    return Uni.createFrom()
        .item(this::admin)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()) // it looks up names
        .chain(kafka -> partitions(kafka).chain(parts -> offsets(kafka, parts)))
        .ifNoItem()
        .after(Duration.ofMillis(2L * CALL_MILLIS))
        .fail();
  }

  /** Partitions are added by people, and rarely. */
  private Uni<Collection<TopicPartition>> partitions(Admin kafka) {
    Known now = known;
    return now != null && System.nanoTime() - now.readAt() < FRESH.toNanos()
        ? Uni.createFrom().item(now.partitions())
        : describe(kafka)
            .invoke(found -> known = new Known(found, System.nanoTime()))
            .onFailure()
            .invoke(() -> known = null);
  }

  private Uni<Collection<TopicPartition>> describe(Admin kafka) {
    return uni(kafka.describeTopics(List.of(topic)).allTopicNames())
        .map(
            topics ->
                topics.values().stream()
                    .flatMap(t -> t.partitions().stream())
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList());
  }

  /** The ends are asked for first: what is processed up to them was there at the look. */
  private Uni<Offsets> offsets(Admin kafka, Collection<TopicPartition> partitions) {
    return Uni.combine()
        .all()
        .unis(
            edge(kafka, partitions, OffsetSpec.earliest()),
            edge(kafka, partitions, OffsetSpec.latest()))
        .asTuple()
        .chain(
            edges ->
                uni(kafka.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                    .map(
                        committed ->
                            new Offsets(
                                partitions.stream()
                                    .collect(
                                        Collectors.toMap(
                                            TopicPartition::partition,
                                            p ->
                                                processed(
                                                    committed.get(p),
                                                    edges.getItem1().get(p.partition())))),
                                edges.getItem2())));
  }

  /** What retention removed need not be processed any more. */
  private static long processed(@Nullable OffsetAndMetadata committed, @Nullable Long begin) {
    long first = begin == null ? 0 : begin;
    return committed == null ? first : Math.max(first, committed.offset());
  }

  private static Uni<Map<Integer, Long>> edge(
      Admin kafka, Collection<TopicPartition> partitions, OffsetSpec spec) {
    return uni(kafka
            .listOffsets(
                partitions.stream().collect(Collectors.toMap(Function.identity(), p -> spec)))
            .all())
        .map(
            found ->
                found.entrySet().stream()
                    .collect(
                        Collectors.toMap(e -> e.getKey().partition(), e -> e.getValue().offset())));
  }

  private static <T> Uni<T> uni(KafkaFuture<T> future) {
    return Uni.createFrom()
        .completionStage(future.toCompletionStage())
        .emitOn(Infrastructure.getDefaultWorkerPool()); // Kafka's own thread is not to wait
  }

  private synchronized Admin admin() {
    if (admin == null) {
      admin = Admin.create(settings);
    }
    return admin;
  }

  @PreDestroy
  synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
