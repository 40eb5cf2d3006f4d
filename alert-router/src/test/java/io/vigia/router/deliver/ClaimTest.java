package io.vigia.router.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.LeaseStore;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Claims cost what is claimed, not what waits. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = DeliverTestResource.class, restrictToAnnotatedClass = true)
class ClaimTest {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int WAITING = 10_000;

  @Inject Pool pool;

  @AfterEach
  void clear() {
    run("delete from delivery where receiver in ('claim-dead', 'claim-limited')");
    run("delete from circuit where target = 'claim-dead/webhook-0'");
  }

  @Test
  void shouldNotLookAtWhatWaitsForADeadOrLimitedReceiver() {
    run(
        """
        insert into circuit
        values ('claim-dead/webhook-0', 9, now(), now(), '2999-01-01', 'HTTP 503')""");
    insert("claim-dead", true, WAITING);
    insert("claim-limited", false, WAITING);
    run("analyze delivery");
    var plan = pool.withTransaction(tx -> explained(tx, 3)).await().atMost(SOON);
    assertEquals(3, plan.getLong("claimed"), plan.encodePrettily());
    assertTrue(plan.getLong("read") < 500, plan.encodePrettily());
  }

  /** Claims some beside all that waits, and takes them away before others see them. */
  private static Uni<JsonObject> explained(SqlConnection tx, int fresh) {
    return insert(tx, "claim-fresh", true, fresh)
        .chain(
            () ->
                tx.preparedQuery("explain (analyze, format json) " + ClaimStore.CLAIM)
                    .execute(
                        Tuple.tuple()
                            .addValue(OffsetDateTime.now(ZoneOffset.UTC))
                            .addInteger(64)
                            .addUUID(LeaseStore.OWNER)
                            .addLong(10_000L)
                            .addInteger(Circuit.OPENS_AFTER)
                            .addInteger(8)
                            .addArrayOfString(new String[0])
                            .addArrayOfInteger(new Integer[0])))
        .map(rows -> sum(((JsonArray) rows.iterator().next().getValue(0)).getJsonObject(0)))
        .call(() -> tx.query("delete from delivery where receiver = 'claim-fresh'").execute());
  }

  private static JsonObject sum(JsonObject explained) {
    JsonObject plan = explained.getJsonObject("Plan");
    return new JsonObject()
        .put("millis", explained.getDouble("Execution Time"))
        .put("claimed", plan.getDouble("Actual Rows").longValue())
        .put("read", read(plan))
        .put("plan", plan);
  }

  /** Rows of the table that the plan's nodes saw, used or not. */
  private static long read(JsonObject node) {
    double loops = node.getDouble("Actual Loops", 0.0);
    double own =
        "delivery".equals(node.getString("Relation Name"))
            ? loops
                * (node.getDouble("Actual Rows", 0.0)
                    + node.getDouble("Rows Removed by Filter", 0.0))
            : 0;
    return (long) own
        + node.getJsonArray("Plans", new JsonArray()).stream()
            .mapToLong(child -> read((JsonObject) child))
            .sum();
  }

  private void insert(String receiver, boolean admitted, int count) {
    pool.withTransaction(tx -> insert(tx, receiver, admitted, count)).await().atMost(SOON);
  }

  private static Uni<Void> insert(SqlConnection tx, String receiver, boolean admitted, int count) {
    return tx.preparedQuery(
            """
            insert into delivery (id, tenant, lane, receiver, integration, reason, notification,
                                  next_attempt_at, created_at, waiting_since, admitted, digest)
            select gen_random_uuid(), 'default', $1 || n, $1, 'webhook-0', 'FIRST_FIRING', '{}',
                   now(), now(), now(), $2, case when $2 then null else gen_random_uuid() end
              from generate_series(1, $3) as n""")
        .execute(Tuple.of(receiver, admitted, count))
        .replaceWithVoid();
  }

  private void run(String sql) {
    pool.query(sql).execute().await().atMost(SOON);
  }
}
