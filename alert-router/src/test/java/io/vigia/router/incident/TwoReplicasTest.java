package io.vigia.router.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.PeopleTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two transactions at once that see the same cause, as two replicas have them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = PeopleTestResource.class, restrictToAnnotatedClass = true)
class TwoReplicasTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject Pool pool;
  @Inject IncidentConsumer incidents;

  private final String service = "svc-" + UUID.randomUUID();
  private SqlConnection one;
  private SqlConnection two;

  @BeforeEach
  void connect() {
    one = pool.getConnection().await().atMost(SOON);
    two = pool.getConnection().await().atMost(SOON);
  }

  @AfterEach
  void disconnect() {
    one.closeAndAwait();
    two.closeAndAwait();
  }

  @Test
  void shouldMakeOneIncidentWhenBothSeeTheCauseAtOnce() {
    var first = one.begin().await().atMost(SOON);
    changed(one, "a").join();
    var second = two.begin().await().atMost(SOON);
    CompletableFuture<Void> other = changed(two, "b");
    assertFalse(other.isDone());
    first.commit().await().atMost(SOON);
    other.join();
    second.commit().await().atMost(SOON);
    assertEquals(List.of(2), firing());
  }

  @Test
  void shouldNotWaitForAnIncidentThatWasNotMade() {
    var first = one.begin().await().atMost(SOON);
    changed(one, "a").join();
    var second = two.begin().await().atMost(SOON);
    CompletableFuture<Void> other = changed(two, "b");
    first.rollback().await().atMost(SOON);
    other.join();
    second.commit().await().atMost(SOON);
    assertEquals(List.of(1), firing());
  }

  @Test
  void shouldOpenAnotherWhenTheFirstIsBeingClosed() {
    var first = one.begin().await().atMost(SOON);
    changed(one, "a").join();
    first.commit().await().atMost(SOON);
    var closing = one.begin().await().atMost(SOON);
    one.preparedQuery("update incident set closed_at = now(), firing = 0 where cause like $1")
        .executeAndAwait(Tuple.of("%" + service + "%"));
    var second = two.begin().await().atMost(SOON);
    CompletableFuture<Void> other = changed(two, "b");
    Awaitility.await().atMost(SOON).until(this::isSomebodyWaiting);
    closing.commit().await().atMost(SOON);
    other.join();
    second.commit().await().atMost(SOON);
    assertEquals(List.of(0, 1), firing());
  }

  private boolean isSomebodyWaiting() {
    return pool.query("select count(*) from pg_locks where not granted")
            .executeAndAwait()
            .iterator()
            .next()
            .getLong(0)
        > 0;
  }

  private CompletableFuture<Void> changed(SqlConnection tx, String host) {
    Instant now = Instant.now();
    var alert =
        new Alert(
            "default",
            Status.FIRING,
            Labels.of(Map.of("alertname", "Twice", "service", service, "host", host)),
            Map.of(),
            now,
            null,
            now,
            null,
            "test",
            null,
            null);
    return incidents.changed(tx, List.of(alert), now).subscribeAsCompletionStage();
  }

  /** How many alerts fire of each incident. */
  private List<Integer> firing() {
    return pool
        .preparedQuery("select firing from incident where cause like $1 order by firing")
        .executeAndAwait(Tuple.of("%" + service + "%"))
        .stream()
        .map(row -> row.getInteger("firing"))
        .toList();
  }
}
