package io.vigia.agent;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vigia.contracts.Topic;
import io.vigia.platform.PlatformTestResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The agent with the reference agent's variables, against a real service and real Kafka. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(AgentTestResource.class)
class AgentTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @ConfigProperty(name = "vigia.topic-prefix")
  String prefix;

  @Test
  void shouldTellThatAServiceWentDownAndThatItIsBack() {
    await().atMost(SOON).until(() -> condition("shop").equals("up"));
    AgentTestResource.answer(503);
    await().atMost(SOON).until(() -> condition("shop").equals("down"));
    AgentTestResource.answer(200);
    await().atMost(SOON).until(() -> condition("shop").equals("up"));
    await().atMost(SOON).until(() -> alerts("shop").size() == 2);
    JsonObject firing = alerts("shop").get(0);
    JsonObject resolved = alerts("shop").get(1);
    assertEquals("firing", firing.getString("status"));
    assertEquals(
        "shop is down: HTTP 503", firing.getJsonObject("annotations").getString("summary"));
    assertEquals("resolved", resolved.getString("status"));
    assertEquals(firing.getString("startsAt"), resolved.getString("startsAt"), "one episode");
    assertEquals(0, Instant.parse(firing.getString("startsAt")).getNano(), "aligned to the clock");
  }

  @Test
  void shouldSayWhyAServiceCannotBeReached() {
    await().atMost(SOON).until(() -> condition("gone").equals("down"));
    api()
        .get("/api/v1/services")
        .then()
        .body("find { it.name == 'gone' }.condition.reason", equalTo("Connection refused"))
        .body("name", hasItems("host-disk", "host-memory", "shop"))
        .body(not(containsString("my-token")));
  }

  @Test
  void shouldNotLookAtACloudsMetadataAndSayWhy() {
    await().atMost(SOON).until(() -> condition("cloud").equals("down"));
    api()
        .get("/api/v1/services")
        .then()
        .body(
            "find { it.name == 'cloud' }.condition.reason",
            containsString("169.254.169.254 is a cloud's metadata service"));
  }

  @Test
  void shouldReportEveryCycleWithTheMachine() {
    await().atMost(SOON).until(() -> records(Topic.HEARTBEATS).size() >= 3);
    var beats = records(Topic.HEARTBEATS);
    for (int i = 1; i < beats.size(); i++) {
      assertEquals(
          beats.get(i - 1).getLong("sequence") + 1, beats.get(i).getLong("sequence"), "in order");
    }
    assertTrue(beats.get(0).getJsonObject("host").getDouble("memoryPercent") > 0);
    await()
        .atMost(SOON)
        .until(
            () ->
                records(Topic.TELEMETRY).stream()
                    .anyMatch(m -> m.getString("metric").equals("probe_latency_ms")));
    api().get("/api/v1/cycles?limit=2").then().statusCode(200).body("size()", equalTo(2));
    api().get("/q/health/ready").then().statusCode(200);
  }

  private static String condition(String name) {
    String is =
        api().get("/api/v1/services").path("find { it.name == '" + name + "' }.condition.is");
    return String.valueOf(is);
  }

  private List<JsonObject> alerts(String service) {
    return records(Topic.ALERTS).stream()
        .filter(a -> a.getJsonObject("labels").getString("service").equals(service))
        .toList();
  }

  private List<JsonObject> records(Topic topic) {
    var settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
    var found = new ArrayList<JsonObject>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partitions =
          consumer.partitionsFor(prefix + topic.topicName()).stream()
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

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key");
  }
}
