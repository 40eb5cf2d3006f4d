package io.vigia.watcher.deliver;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.WatcherTestResource;
import io.vigia.watcher.deliver.Receiver.Message;
import io.vigia.watcher.watch.DestinationSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What real receivers and a real cluster are told. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
@TestProfile(Notices.Environment.class)
class NoticeTest extends Notices {

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
}
