package io.vigia.router.deliver;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.deliver.FakeServer.Answer;
import io.vigia.router.deliver.FakeServer.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The receivers that Alertmanager does not know, to the letter. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = DeliverTestResource.class, restrictToAnnotatedClass = true)
class OwnReceiversTest extends DeliverCase {

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  @Test
  void shouldTellN8nReasonAndLatencyInItsZone() {
    String service = unique();
    Instant began = Instant.parse("2026-03-01T12:00:00Z");
    post("n8n", service, began, null, service + " is down: HTTP 500");
    await().atMost(SOON).until(() -> server().taken("/n8n", service).size() == 1);
    Request down = server().taken("/n8n", service).get(0);
    assertEquals("Bearer of-a-file", down.headers().get("authorization"));
    JsonObject told = down.json();
    assertEquals(service, told.getString("service"));
    assertEquals("unhealthy", told.getString("status"));
    assertEquals("HTTP 500", told.getString("reason"));
    assertEquals(null, told.getValue("latency_ms"));
    assertEquals("2026-03-01T07:00:00-05:00", told.getString("timestamp"));
    assertEquals("America/Lima", told.getString("timezone"));

    Instant ended = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    post("n8n", service, began, ended, service + " is back, 12 ms");
    await().atMost(SOON).until(() -> server().taken("/n8n", service).size() == 2);
    JsonObject up = server().taken("/n8n", service).get(1).json();
    assertEquals("healthy", up.getString("status"));
    assertEquals(12, up.getInteger("latency_ms"));
    assertEquals(null, up.getValue("reason"));
    assertTrue(up.getString("timestamp").endsWith("-05:00"), up.getString("timestamp"));
  }

  @Test
  void shouldSendTheTemplateMessageToEachPhoneOnceThoughALaterOneFails() {
    String service = unique();
    var failures = new AtomicInteger(2);
    server()
        .answer(
            "/whatsapp",
            body ->
                body.contains("0002") && failures.getAndDecrement() > 0
                    ? Answer.of(500)
                    : Answer.of(202));
    Instant began = Instant.parse("2026-03-01T12:00:00Z");
    post("whatsapp", service, began, null, "no data\\nfor 10 min");
    await().atMost(SOON).until(() -> server().taken("/whatsapp", service).size() == 2);
    await().atMost(SOON).until(() -> count("whatsapp", "delivered", service) == 1);
    List<Request> all = server().requests("/whatsapp", service);
    assertEquals(1, all.stream().filter(r -> r.body().contains("0001")).count());
    assertEquals(3, all.stream().filter(r -> r.body().contains("0002")).count());
    assertEquals(0, all.stream().filter(r -> r.body().contains("0003")).count());
    Request first = server().taken("/whatsapp", service).get(0);
    assertEquals("AccessKey of-messagebird", first.headers().get("authorization"));
    assertEquals(
        new JsonObject(
            """
            {"to":"+5215500000001","from":"channel-1","type":"hsm","content":{"hsm":{
              "namespace":"name_space","templateName":"server_alerts",
              "language":{"policy":"deterministic","code":"es_MX"},
              "params":[{"default":"%s"},{"default":"default"},{"default":"no data for 10 min"},
                {"default":"2026-03-01 07:00:00"}]}}}"""
                .formatted(service)),
        first.json());

    post("whatsapp", service, began, Instant.now(), "over");
    post("whatsapp", service, Instant.now(), null, "again");
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertEquals(1, count("whatsapp", "pending", service)));
    api()
        .get("/api/v1/deliveries?status=skipped&receiver=whatsapp")
        .then()
        .body(
            "find { it.groupKey.contains('" + service + "') }.lastError",
            equalTo("told lately (alert_interval_minutes)"));
    String held =
        api()
            .get("/api/v1/deliveries?status=pending&receiver=whatsapp")
            .path("find { it.groupKey.contains('" + service + "') }.id");
    api().post("/api/v1/deliveries/" + held + "/replay").then().statusCode(409);
    api().post("/api/v1/deliveries/" + held + "/replay?force=true").then().statusCode(200);
    await().atMost(SOON).until(() -> server().taken("/whatsapp", service).size() == 4);
  }

  @Test
  void shouldTellWhetherATestReachedEachIntegration() {
    server().answer("/rocketchat", 404);
    api()
        .post("/api/v1/receivers/chats/test")
        .then()
        .statusCode(200)
        .body("delivered", equalTo(false))
        .body("integrations.integration", hasItems("mattermost-0", "rocketchat-0"))
        .body("integrations.find { it.integration == 'mattermost-0' }.result", equalTo("delivered"))
        .body("integrations.find { it.integration == 'rocketchat-0' }.result", equalTo("failed"))
        .body("integrations.find { it.integration == 'rocketchat-0' }.why", equalTo("HTTP 404"));
    assertEquals(
        new JsonObject(
            """
            {"channel":"ops","username":"Vigia","attachments":[{
              "fallback":"[FIRING:1] VigiaTest","color":"#d63232","title":"[FIRING:1] VigiaTest",
              "title_link":"http://127.0.0.1:8080",
              "text":"**firing** Test notification: nothing is wrong [source](http://127.0.0.1:8080)"
            }]}"""),
        server().taken("/mattermost", "VigiaTest").get(0).json());
    assertEquals(
        new JsonObject(
            """
            {"text":"[FIRING:1] VigiaTest","emoji":":bell:","attachments":[{
              "title":"[FIRING:1] VigiaTest","title_link":"http://127.0.0.1:8080",
              "text":"**firing** Test notification: nothing is wrong [source](http://127.0.0.1:8080)",
              "color":"#d63232"}]}"""),
        server().requests("/rocketchat", "VigiaTest").get(0).json());
    api().post("/api/v1/receivers/nobody-at-all/test").then().statusCode(404);
    api("wrong").post("/api/v1/receivers/chats/test").then().statusCode(401);
  }

  @Test
  void shouldWriteDocumentsWithBasicCredentialsOrAnApiKey() {
    String service = unique();
    fires("stores", service);
    await().atMost(SOON).until(() -> count("stores", "delivered", service) == 2);
    Request basic = server().taken("/elastic/_bulk", service).get(0);
    assertEquals("Basic YW5hOnMzY3JldA==", basic.headers().get("authorization"));
    List<String> lines = basic.body().lines().toList();
    assertEquals(
        "own-alerts", new JsonObject(lines.get(0)).getJsonObject("index").getString("_index"));
    assertEquals("firing", new JsonObject(lines.get(1)).getString("status"));
    Request key = server().taken("/elastic-key/_bulk", service).get(0);
    assertEquals("ApiKey of-a-file", key.headers().get("authorization"));
    assertTrue(key.body().contains("\"_index\":\"vigia-alerts\""), key.body());
  }

  @Test
  void shouldWriteTheWebhooksPayloadIntoATopic() {
    String service = unique();
    fires("stream", service);
    var config =
        Map.<String, Object>of(
            "bootstrap.servers",
            brokers,
            "group.id",
            UUID.randomUUID().toString(),
            "auto.offset.reset",
            "earliest");
    try (var consumer =
        new KafkaConsumer<String, String>(
            config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("own-notifications"));
      var found = new ArrayList<ConsumerRecord<String, String>>();
      await()
          .atMost(SOON)
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        r -> {
                          if (r.value().contains(service)) {
                            found.add(r);
                          }
                        });
                return found.size() == 1;
              });
      var record = found.get(0);
      assertTrue(record.key().startsWith("default/{}"), record.key());
      assertEquals("4", new JsonObject(record.value()).getString("version"));
    }
  }
}
