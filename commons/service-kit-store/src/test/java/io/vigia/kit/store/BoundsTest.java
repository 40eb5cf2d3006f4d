package io.vigia.kit.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vigia.kit.quota.Quota;
import io.vigia.kit.quota.QuotaStore;
import io.vigia.kit.quota.QuotaStore.Grant;
import io.vigia.platform.PlatformTestResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Tables, quotas, metrics and log lines keep their limits in a running service. */
@QuarkusTest
@TestProfile(BoundsTest.Small.class)
@QuarkusTestResource(PlatformTestResource.class)
class BoundsTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Path LOG = Path.of("target", "bounds-log", "bounds.json");

  /** A log file to read, and few metrics. */
  public static class Small implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "vigia.limits.tag-combinations", "20",
          "quarkus.log.file.enabled", "true",
          "quarkus.log.file.path", LOG.toString());
    }
  }

  @Inject Pool pool;
  @Inject SweepStore sweep;
  @Inject OutboxStore outbox;
  @Inject QuotaStore quotas;
  @Inject MeterRegistry metrics;

  @Test
  void shouldForgetMoreThanABatchAndNothingElse() {
    run("create table old_things (at timestamptz not null)");
    run("insert into old_things select now() - interval '2 days' from generate_series(1, 11000)");
    run("insert into old_things select now() from generate_series(1, 3)");
    sweep
        .forget("old_things", "at < $1", Instant.now().minus(Duration.ofDays(1)))
        .await()
        .atMost(SOON);
    assertEquals(3, count("old_things"));
  }

  @Test
  void shouldKeepEachTenantsNewestRows() {
    run("create table many_things (tenant text, at int)");
    run("insert into many_things select 'loud', n from generate_series(1, 6000) n");
    run("insert into many_things select 'quiet', n from generate_series(1, 4) n");
    sweep.keepNewest("many_things", "true", "at", 5).await().atMost(SOON);
    assertEquals(5, count("many_things where tenant = 'loud' and at > 5995"));
    assertEquals(9, count("many_things"));
  }

  @Test
  void shouldForgetOldMeasurementsOfTheOutboxAndNeverAnAlert() {
    run(
        """
        insert into outbox (slot, event_id, topic, key, source, time, json)
        select 100, gen_random_uuid(), topic, 'bounds', 's', now() - interval '2 days', '{}'
          from unnest(array['TELEMETRY', 'HEARTBEATS', 'ALERTS', 'REMEDIATION_OUTCOMES']) topic""");
    outbox.forgetMeasurementsBefore(Instant.now().minus(Duration.ofDays(1))).await().atMost(SOON);
    assertEquals(2, count("outbox where key = 'bounds'"), "no slot 100 is ever relayed");
    run("delete from outbox where key = 'bounds'");
  }

  @Test
  void shouldGrantWhatFitsOrNothingAndKeepTenantsApart() {
    run("create table quota_things (tenant text not null)");
    run("insert into quota_things select 'full' from generate_series(1, 3)");
    var quota = new Quota("things", 5, "from quota_things where tenant = $1");
    assertEquals(3, beyond(quota, "full", List.of(1, 2, 3, 4, 5), Grant.AS_MANY_AS_FIT).size());
    assertEquals(1, beyond(quota, "full", List.of(6), Grant.AS_MANY_AS_FIT).size());
    assertEquals(6, beyond(quota, "other", List.of(1, 2, 3, 4, 5, 6), Grant.ALL_OR_NONE).size());
    assertEquals(0, beyond(quota, "other", List.of(1, 2, 3, 4, 5), Grant.ALL_OR_NONE).size());
    assertEquals(10, metrics.counter("vigia_refused_total", "what", "things").count(), "3 + 1 + 6");
    run("delete from quota_things where tenant = 'full'");
    await()
        .atMost(SOON)
        .until(() -> beyond(quota, "full", List.of(7), Grant.ALL_OR_NONE).isEmpty());
  }

  @Test
  void shouldDenyAMetricTooManyTagsAndCountIt() {
    for (int i = 0; i < 50; i++) {
      metrics.counter("vigia_bounds_total", "who", "user-" + i).increment();
      metrics.counter("other_total", "who", "user-" + i).increment();
    }
    assertEquals(20, metrics.find("vigia_bounds_total").counters().size());
    assertEquals(50, metrics.find("other_total").counters().size(), "only ours are capped");
    metrics.counter("vigia_bounds_total", "who", "user-3").increment();
    assertEquals(2, metrics.counter("vigia_bounds_total", "who", "user-3").count());
    assertTrue(metrics.get("vigia_meters_denied_total").functionCounter().count() >= 30);
  }

  @Test
  void shouldWriteALogLineThatEndsWhereItShould() {
    var log = Logger.getLogger(BoundsTest.class);
    log.warnf("forged: %s", "a\n12:00:00 INFO all is well");
    log.warn("long: " + "x".repeat(100_000));
    log.warn("fault:", new IllegalStateException("y".repeat(100_000) + "\nz"));
    await().atMost(SOON).until(() -> line("fault:").isPresent());
    assertEquals(
        "forged: a\\n12:00:00 INFO all is well",
        new JsonObject(line("forged: ").orElseThrow()).getString("message"));
    assertTrue(line("long: ").orElseThrow().length() < 10_000);
    assertTrue(line("long: ").orElseThrow().contains("x … (91862 characters more)"));
    String fault = line("fault:").orElseThrow();
    assertTrue(fault.contains("yyy … (9"), "the fault's own text is cut");
    assertTrue(fault.length() < 60_000, "with its frames " + fault.length());
  }

  private static Optional<String> line(String text) {
    try {
      return Files.readAllLines(LOG).stream().filter(l -> l.contains(text)).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<Integer> beyond(Quota quota, String tenant, List<Integer> rows, Grant grant) {
    return quotas.beyond(pool, quota, rows, row -> tenant, grant).await().atMost(SOON);
  }

  private void run(String sql) {
    pool.query(sql).execute().await().atMost(SOON);
  }

  private long count(String from) {
    return pool.query("select count(*) from " + from)
        .execute()
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getLong(0);
  }
}
