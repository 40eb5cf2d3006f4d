package io.vigia.router.watchdog;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.Receiver;
import io.vigia.router.RouterTestResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The watchdog against a real database and a receiver outside. */
@QuarkusTest
@TestProfile(WatchdogTest.EverySecond.class)
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
class WatchdogTest {

  public static class EverySecond implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("vigia.router.watchdog.interval", "1s");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(Outside.class));
    }
  }

  /** What healthchecks.io is to people. */
  public static class Outside implements QuarkusTestResourceLifecycleManager {

    private static Receiver receiver;

    @Override
    public Map<String, String> start() {
      try {
        receiver = new Receiver();
        return Map.of("vigia.router.watchdog.url", receiver.url());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void stop() {
      receiver.close();
    }
  }

  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject Pool pool;

  @Test
  void shouldSpeakWhileWellAndBeSilentWhileADeliveryIsNotTried() {
    await().atMost(SOON).until(() -> heard() >= 2);
    var alive = new JsonObject(Outside.receiver.messages().get(0).body());
    assertEquals("alert-router", alive.getString("service"));
    assertTrue(Instant.parse(alive.getString("time")).isAfter(Instant.EPOCH));
    assertEquals("ok", alive.getJsonObject("checks").getString("deliveries"));

    UUID stuck = untriedDelivery();
    SqlConnection lock = lock(stuck); // no replica can claim it
    try {
      await().atMost(SOON).until(() -> unwell(stuck));
      int before = heard();
      // one may have been under way
      await()
          .during(Duration.ofSeconds(4))
          .atMost(SOON)
          .until(() -> heard() <= before + 1 && unwell(stuck));
    } finally {
      lock.query("rollback").execute().chain(lock::close).await().atMost(SOON);
    }
    int silent = heard();
    await().atMost(SOON).until(() -> heard() >= silent + 2);
  }

  /** Due for three minutes, but under the lease of a replica that is gone: for ten seconds. */
  private UUID untriedDelivery() {
    UUID id = UUID.randomUUID();
    pool.preparedQuery(
            """
            insert into delivery (id, tenant, lane, receiver, integration, reason, notification,
                                  next_attempt_at, created_at, lease_owner, lease_until)
            values ($1, 'default', $2, 'nobody', 'webhook[0]', 'TEST', $3,
                    now() - interval '3 minutes', now() - interval '3 minutes',
                    $1, clock_timestamp() + interval '10 seconds')""")
        .execute(
            Tuple.of(
                id,
                id.toString(),
                new JsonObject()
                    .put("tenant", "default")
                    .put("receiver", "nobody")
                    .put("groupKey", "{}:{}")
                    .put("groupLabels", new JsonObject())
                    .put("alerts", new JsonArray())
                    .put("externalUrl", "http://127.0.0.1/")))
        .await()
        .atMost(SOON);
    return id;
  }

  private SqlConnection lock(UUID delivery) {
    SqlConnection connection = pool.getConnection().await().atMost(SOON);
    for (String statement :
        List.of(
            "begin",
            "set local idle_in_transaction_session_timeout = 0",
            "select * from delivery where id = '" + delivery + "' for update")) {
      connection.query(statement).execute().await().atMost(SOON);
    }
    return connection;
  }

  private boolean unwell(UUID delivery) {
    return pool.preparedQuery(
            """
            select status = 'pending' and lease_until < clock_timestamp() as untried
              from delivery where id = $1""")
        .execute(Tuple.of(delivery))
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getBoolean("untried");
  }

  private static int heard() {
    return Outside.receiver.messages().size();
  }
}
