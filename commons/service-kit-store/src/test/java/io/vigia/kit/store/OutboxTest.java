package io.vigia.kit.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Measurement;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.event.OutgoingEvent;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The outbox and its relay against real PostgreSQL and Kafka. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class OutboxTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Inject Pool pool;
  @Inject OutboxStore outbox;
  @Inject LeaseStore leases;
  @Inject EventMapper events;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @ConfigProperty(name = "vigia.topic-prefix")
  String prefix;

  @Test
  void shouldRelayWhatACommittedTransactionWroteInOrderPerKey() {
    String service = "in-order-" + UUID.randomUUID();
    for (int i = 0; i < 50; i++) {
      int value = i;
      pool.withTransaction(tx -> outbox.append(tx, List.of(measured(service, value))))
          .await()
          .atMost(SOON);
    }
    var records = received(service, 50);
    assertEquals(
        IntStream.range(0, 50).mapToObj(i -> (double) i).toList(),
        records.stream().map(OutboxTest::value).toList());
    assertEquals("1.0", header(records.get(0), "ce_specversion"));
    assertEquals("io.vigia.measurement.v1", header(records.get(0), "ce_type"));
    await().atMost(SOON).until(() -> outbox.size().await().atMost(SOON) == 0);
  }

  @Test
  void shouldNotRelayWhatWasRolledBack() {
    String service = "rolled-back-" + UUID.randomUUID();
    assertThrows(
        IllegalStateException.class,
        () ->
            pool.withTransaction(
                    tx ->
                        outbox
                            .append(tx, List.of(measured(service, 1)))
                            .chain(
                                () -> Uni.createFrom().<Void>failure(new IllegalStateException())))
                .await()
                .atMost(SOON));
    String after = "after-" + UUID.randomUUID();
    pool.withTransaction(tx -> outbox.append(tx, List.of(measured(after, 2)))).await().atMost(SOON);
    received(after, 1);
    assertTrue(poll(service).isEmpty());
  }

  @Test
  void shouldKeepAnEventThatIsAppendedTwiceOnce() {
    String service = "twice-" + UUID.randomUUID();
    OutgoingEvent event = measured(service, 1);
    pool.withTransaction(tx -> outbox.append(tx, List.of(event, event))).await().atMost(SOON);
    assertEquals(event.id().toString(), header(received(service, 1).get(0), "ce_id"));
    assertEquals(1, poll(service).size());
  }

  @Test
  void shouldLeaseToOneAndTakeOverWhenItRunsOut() {
    List<String> name = List.of("lease-" + UUID.randomUUID());
    assertEquals(name, leases.claim(name, Duration.ofMinutes(1)).await().atMost(SOON));
    assertEquals(name, leases.claim(name, Duration.ofMinutes(1)).await().atMost(SOON), "renewed");
    UUID other = UUID.randomUUID();
    pool.preparedQuery("update lease set owner = $1 where name = $2")
        .execute(Tuple.of(other, name.get(0)))
        .await()
        .atMost(SOON);
    assertEquals(List.of(), leases.claim(name, Duration.ofMinutes(1)).await().atMost(SOON));
    pool.preparedQuery(
            "update lease set until = clock_timestamp() - interval '1 second' where name = $1")
        .execute(Tuple.of(name.get(0)))
        .await()
        .atMost(SOON);
    assertEquals(name, leases.claim(name, Duration.ofMinutes(1)).await().atMost(SOON));
    long token =
        pool.preparedQuery("select token from lease where name = $1")
            .execute(Tuple.of(name.get(0)))
            .await()
            .atMost(SOON)
            .iterator()
            .next()
            .getLong(0);
    assertEquals(2, token, "the token grows with a change of hands only");
  }

  private OutgoingEvent measured(String service, double value) {
    return events.outgoing(new Measurement("default", service, "m", NOON, value, Map.of()), NOON);
  }

  private List<ConsumerRecord<String, String>> received(String service, int count) {
    await().atMost(SOON).until(() -> poll(service).size() >= count);
    return poll(service);
  }

  /** Everything in the topic for the service, read from the beginning. */
  private List<ConsumerRecord<String, String>> poll(String service) {
    var settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
    var found = new ArrayList<ConsumerRecord<String, String>>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partitions =
          consumer.partitionsFor(prefix + "vigia.telemetry").stream()
              .map(p -> new org.apache.kafka.common.TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = consumer.endOffsets(partitions).values().stream().mapToLong(o -> o).sum();
      long seen = 0;
      while (seen < end) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          seen++;
          if (record.key().contains(service)) {
            found.add(record);
          }
        }
      }
    }
    return found;
  }

  private static double value(ConsumerRecord<String, String> record) {
    return new io.vertx.core.json.JsonObject(record.value()).getDouble("value");
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    return new String(
        record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
