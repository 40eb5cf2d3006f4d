package io.vigia.watcher.deliver;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.WatcherTestResource;
import io.vigia.watcher.deliver.Receiver.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of notices that are not taken at once. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
@TestProfile(Notices.Environment.class)
class NoticeRetryTest extends Notices {

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
}
