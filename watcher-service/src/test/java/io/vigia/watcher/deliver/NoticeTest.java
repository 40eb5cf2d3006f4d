package io.vigia.watcher.deliver;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.WatcherTestResource;
import io.vigia.watcher.deliver.Receiver.Answer;
import io.vigia.watcher.deliver.Receiver.Message;
import io.vigia.watcher.watch.DestinationSpec;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Notices on their way to real receivers and a real cluster. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
@TestProfile(NoticeTest.Environment.class)
class NoticeTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** As the environment's variables of these names. */
  public static class Environment implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try (var free = new ServerSocket(0)) {
        return Map.of(
            "WATCHER_ELASTIC_URL", "${vigia.opensearch.url}",
            "WATCHER_ELASTIC_INDEX", "told",
            "WATCHER_WEBHOOK", "http://127.0.0.1:" + free.getLocalPort() + "/default");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Inject Pool pool;
  @Inject NoticeStore store;
  @Inject ObjectMapper json;

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String prefix;

  @ConfigProperty(name = "vigia.watcher.webhook")
  URI webhook;

  private final UUID watcher = UUID.randomUUID();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var each : open) {
      each.close();
    }
  }

  @Test
  void shouldTellEachDestinationAtItsOwnPace() throws IOException {
    var receiver = receiver().always(503);
    UUID notice = tell("f1", "firing", webhook(receiver.url()), elastic(null, null));
    await().atMost(SOON).until(() -> documents(prefix + "told").size() == 1);
    await().atMost(SOON).until(() -> receiver.messages().size() == 2);
    statuses("delivered", "pending");
    receiver.always(200);
    statuses("delivered", "delivered");

    assertEquals(
        List.of(notice + "-0"),
        receiver.messages().stream().map(Message::key).distinct().toList(),
        "repeats can be told from news");
    var body = JsonPath.from(receiver.messages().get(0).body());
    assertEquals("[FIRING] Slow: it is \"slow\"", body.getString("text"));
    assertEquals(notice.toString(), body.getString("id"));
    assertEquals(7.5, body.getDouble("value"));
    assertEquals("shop", body.getString("key.'service.name'"));

    // the cluster has it, but its answer was lost
    int before = receiver.messages().size();
    sql("update notice set status = 'pending', finished_at = null where watcher = $1");
    await().atMost(SOON).until(() -> receiver.messages().size() == before + 1);
    statuses("delivered", "delivered");
    List<Map<String, Object>> told = documents(prefix + "told");
    assertEquals(1, told.size(), "one document, however often");
    assertEquals("firing", told.get(0).get("status"));
    assertEquals(List.of("{\"message\":\"a\\u0000b\"}"), told.get(0).get("samples"));
  }

  @Test
  void shouldWriteIntoANamedClusterWhatThePayloadSays() throws IOException {
    var payload = json.readTree("{\"v\": \"{{value}}\", \"t\": \"{{key.service.name}}!\"}");
    var spec =
        new DestinationSpec("elasticsearch", null, "default", prefix + "own", Map.of(), payload);
    tell("f1", "firing", spec);
    statuses("delivered");
    assertEquals(List.of(Map.of("v", 7.5f, "t", "shop!")), documents(prefix + "own"));
    sql("update notice set status = 'pending' where watcher = $1");
    statuses("delivered");
    assertEquals(1, documents(prefix + "own").size());
  }

  @Test
  void shouldNeverTellTheEndBeforeTheBeginning() throws IOException {
    var receiver = receiver().answering(503, 503);
    var spec = webhook(receiver.url(), Map.of(), "\"{{fingerprint}} {{status}}\"");
    tell("f1", "firing", spec);
    tell("f1", "resolved", spec);
    tell("f2", "firing", spec);
    statuses("delivered", "delivered", "delivered");
    assertEquals(
        List.of("\"f1 firing\"", "\"f1 resolved\""),
        receiver.messages().stream()
            .map(Message::body)
            .filter(body -> body.contains("f1"))
            .distinct()
            .toList());
    var bodies = receiver.messages().stream().map(Message::body).toList();
    assertTrue(
        bodies.lastIndexOf("\"f1 firing\"") < bodies.indexOf("\"f1 resolved\""), bodies.toString());
  }

  @Test
  void shouldWaitAsLongAsAReceiverAsks() throws IOException {
    var receiver = receiver().answering(new Answer(429, "4"));
    tell("f1", "firing", webhook(receiver.url()));
    await().atMost(SOON).until(() -> receiver.messages().size() == 2);
    var apart = Duration.between(receiver.messages().get(0).at(), receiver.messages().get(1).at());
    assertTrue(apart.compareTo(Duration.ofMillis(3900)) > 0, "came again after " + apart);
  }

  @Test
  void shouldBeDeadWhenGivenUpAndComeBackByHand() throws IOException {
    var receiver = receiver().always(500);
    tell("f1", "firing", webhook(receiver.url() + "/s3cret?s3cret", Map.of("X", "s3cret"), null));
    await().atMost(SOON).until(() -> receiver.messages().size() == 1);
    var waiting = notices("status=pending").getMap("[0]");
    assertEquals("HTTP 500", waiting.get("lastError"));

    sql("update notice set since = since - interval '25 hours' where watcher = $1");
    statuses("dead");
    String id = notices("status=dead").getString("[0].id");
    api()
        .get("/api/v1/notices?status=dead&watcher=" + watcher)
        .then()
        .body("[0].lastError", containsString("given up after PT24H: HTTP 500"))
        .body("[0].receiver", equalTo(receiver.url().replace("/hook", "")))
        .body("[0].alertname", equalTo("Slow"))
        .body("[0].tells", equalTo("firing"))
        .body(not(containsString("s3cret")));

    receiver.always(200);
    api()
        .post("/api/v1/notices/" + id + "/retry")
        .then()
        .statusCode(200)
        .body("status", equalTo("pending"))
        .body("attempts", equalTo(0));
    statuses("delivered");
    api().post("/api/v1/notices/" + id + "/retry").then().statusCode(409);
    api().post("/api/v1/notices/" + UUID.randomUUID() + "/retry").then().statusCode(404);
    api().get("/api/v1/notices?status=lost").then().statusCode(400);
    api().get("/api/v1/notices?limit=1001").then().statusCode(400);
    given().get("/api/v1/notices").then().statusCode(401);
  }

  @Test
  void shouldBeDeadAtOnceWhenRejectedOrRefused() throws IOException {
    var receiver = receiver().answering(422);
    tell("f1", "firing", webhook(receiver.url()));
    tell("f2", "firing", webhook("http://{{key.address}}/latest"));
    statuses("dead", "dead");
    api()
        .get("/api/v1/notices?watcher=" + watcher)
        .then()
        .body("find { it.receiver.contains('key') }.lastError", containsString("metadata service"))
        .body("find { !it.receiver.contains('key') }.lastError", equalTo("rejected: HTTP 422"));
  }

  @Test
  void shouldTellOthersWhileOneHangs() throws IOException {
    var hanging = receiver().always(-1);
    var good = receiver();
    for (int i = 0; i < 20; i++) {
      tell("f" + i, "firing", webhook(hanging.url()), webhook(good.url()));
    }
    await().atMost(Duration.ofSeconds(8)).until(() -> good.messages().size() == 20);
    assertTrue(hanging.messages().size() <= 16, hanging.messages().size() + " at the same time");
    sql("delete from notice where watcher = $1");
  }

  @Test
  void shouldTakeOverWhatAKilledProcessLeft() throws IOException {
    var receiver = receiver();
    UUID notice =
        tell(
            tx ->
                tx.preparedQuery(
                        """
                        update notice set lease_owner = $2, token = 7, attempts = 1,
                               lease_until = clock_timestamp() + interval '3 seconds'
                         where watcher = $1""")
                    .execute(Tuple.of(watcher, UUID.randomUUID())),
            "f1",
            "firing",
            webhook(receiver.url()));
    long begun = System.nanoTime();
    await().atMost(SOON).until(() -> receiver.messages().size() == 1);
    assertTrue(System.nanoTime() - begun > Duration.ofMillis(2500).toNanos(), "not before its end");
    assertEquals(notice + "-0", receiver.messages().get(0).key());
    statuses("delivered");
    assertEquals(2, notices("").getInt("[0].attempts"));
  }

  @Test
  void shouldGoToTheAddressThatWasCorrected() throws IOException {
    var wrong = receiver().always(404);
    var right = receiver();
    tell("f1", "firing", webhook(wrong.url()));
    await().atMost(SOON).until(() -> wrong.messages().size() == 1);
    String definition =
        "{\"destinations\": [{\"type\": \"webhook\", \"url\": \"%s\"}]}".formatted(right.url());
    pool.preparedQuery(
            """
            insert into watcher (id, tenant, name, enabled, definition)
            values ($1, 'other', $2, false, $3)""")
        .execute(Tuple.of(watcher, watcher.toString(), definition))
        .await()
        .atMost(SOON);
    statuses("delivered");
    assertEquals(1, right.messages().size());
    sql("delete from watcher where id = $1");
  }

  @Test
  void shouldFillAddressAndHeadersAndHaveADefaultAddress() throws IOException {
    var receiver = new Receiver(webhook.getPort());
    open.add(receiver);
    String base = "http://127.0.0.1:" + webhook.getPort();
    tell(
        "f1",
        "firing",
        webhook(null),
        webhook(base + "/{{key.path}}?s={{status}}", Map.of("X-Of", "{{key.path}}"), null));
    statuses("delivered", "delivered");
    var paths = receiver.messages().stream().map(Message::path).sorted().toList();
    assertEquals(List.of("/a%20b%0D%0A%2Fc%3F%23?s=firing", "/default"), paths);
    assertTrue(
        receiver.messages().stream()
            .anyMatch(m -> List.of("a b  /c?#").equals(m.headers().get("X-of"))));
  }

  private Receiver receiver() throws IOException {
    var receiver = new Receiver();
    open.add(receiver);
    return receiver;
  }

  private UUID tell(String fingerprint, String status, DestinationSpec... to) {
    return tell(tx -> Uni.createFrom().nullItem(), fingerprint, status, to);
  }

  private UUID tell(
      Function<SqlConnection, Uni<?>> then,
      String fingerprint,
      String status,
      DestinationSpec... to) {
    try {
      var facts =
          (ObjectNode)
              json.readTree(
                  """
                  {"alertname": "Slow", "summary": "it is \\"slow\\"", "value": 7.5,
                   "at": "2026-05-01T10:00:00Z", "cluster": "default",
                   "key": {"service.name": "shop", "address": "169.254.169.254",
                           "path": "a b\\r\\n/c?#"},
                   "samples": [{"message": "a\\u0000b"}]}""");
      facts.put("status", status).put("fingerprint", fingerprint);
      var notice = new Notice(UUID.randomUUID(), "default", watcher, Arrays.asList(to), facts);
      pool.withTransaction(
              tx ->
                  store
                      .append(tx, List.of(notice, notice))
                      .chain(() -> then.apply(tx).replaceWithVoid()))
          .await()
          .atMost(SOON);
      return notice.id();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DestinationSpec webhook(String url) {
    return new DestinationSpec("webhook", url, null, null, Map.of(), null);
  }

  private DestinationSpec webhook(String url, Map<String, String> headers, String payload)
      throws IOException {
    return new DestinationSpec(
        "webhook", url, null, null, headers, payload == null ? null : json.readTree(payload));
  }

  private static DestinationSpec elastic(String to, String index) {
    return new DestinationSpec("elasticsearch", null, to, index, Map.of(), null);
  }

  private void statuses(String... expected) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertEquals(Arrays.asList(expected), notices("").getList("status")));
  }

  private JsonPath notices(String query) {
    return api().get("/api/v1/notices?watcher=" + watcher + "&" + query).jsonPath();
  }

  private List<Map<String, Object>> documents(String index) {
    given().post(cluster + "/" + index + "/_refresh");
    List<Map<String, Object>> found =
        given().get(cluster + "/" + index + "/_search").path("hits.hits._source");
    return found == null ? List.of() : found;
  }

  private RowSet<Row> sql(String text) {
    return pool.preparedQuery(text).execute(Tuple.of(watcher)).await().atMost(SOON);
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key");
  }
}
