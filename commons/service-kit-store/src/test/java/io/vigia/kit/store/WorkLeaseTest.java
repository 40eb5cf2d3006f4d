package io.vigia.kit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases on rows against a real PostgreSQL, beside transactions that lock the same rows. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class WorkLeaseTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SECOND = new UUID(0, 2);

  @Inject Pool pool;

  private WorkLeaseStore leases;

  @BeforeEach
  void work() {
    sql(
        "create table work (id uuid primary key, token bigint, lease_owner uuid, lease_until timestamptz)");
    pool.preparedQuery("insert into work select id, 1, $2, now() from unnest($1::uuid[]) as id")
        .execute(Tuple.of(new UUID[] {FIRST, SECOND}, LeaseStore.OWNER))
        .await()
        .atMost(SOON);
    leases = new WorkLeaseStore(pool, "work", "id", "token");
    leases.begin(FIRST, 1);
    leases.begin(SECOND, 1);
  }

  @AfterEach
  void clean() {
    sql("drop table work");
  }

  @Test
  void shouldRenewWhatIsUnderWay() {
    leases.end(SECOND, 1);
    renew();
    assertEquals(Set.of(FIRST), renewed());
  }

  @Test
  void shouldWaitForNoRowThatSomebodyHasLocked() {
    SqlConnection other = pool.getConnection().await().atMost(SOON);
    var tx = other.begin().await().atMost(SOON);
    other
        .preparedQuery("select 1 from work where id = $1 for update")
        .execute(Tuple.of(SECOND))
        .await()
        .atMost(SOON);
    renew();
    assertEquals(Set.of(FIRST), renewed());
    leases.confirm(FIRST, 1).await().atMost(SOON);
    other
        .preparedQuery("select 1 from work where id = $1 for update nowait")
        .execute(Tuple.of(FIRST))
        .await()
        .atMost(SOON);
    tx.commit().await().atMost(SOON);
    other.close().await().atMost(SOON);
    renew();
    assertEquals(Set.of(FIRST, SECOND), renewed());
  }

  @Test
  void shouldNotRenewWhatWasTakenOver() {
    sql("update work set token = 2 where id = '" + FIRST + "'");
    renew();
    assertEquals(Set.of(SECOND), renewed());
    assertThrows(LostLease.class, () -> leases.confirm(FIRST, 1).await().atMost(SOON));
  }

  private void renew() {
    leases.renew().await().atMost(SOON);
  }

  private Set<UUID> renewed() {
    return pool
        .query("select id from work where lease_until > now()")
        .execute()
        .await()
        .atMost(SOON)
        .stream()
        .map(row -> row.getUUID("id"))
        .collect(Collectors.toSet());
  }

  private void sql(String text) {
    pool.query(text).execute().await().atMost(SOON);
  }
}
