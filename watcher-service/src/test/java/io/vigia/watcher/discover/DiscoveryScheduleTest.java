package io.vigia.watcher.discover;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.WatcherTestResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases are looked at without anybody asking for it. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
@TestProfile(DiscoveryScheduleTest.EverySecond.class)
class DiscoveryScheduleTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String PORT = "discovery-schedule-test.port";

  /** The database of a service that starts before the test's own does. */
  public static class EverySecond implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      String sources = "vigia.watcher.discovery.sources.";
      return Map.of(
          sources + "pg.kind", "postgresql",
          sources + "pg.url", "${quarkus.datasource.reactive.url}",
          sources + "pg.username", "${quarkus.datasource.username}",
          sources + "pg.password", "${quarkus.datasource.password}",
          sources + "pg.every", "1s",
          sources + "maria.kind", "mysql",
          sources + "maria.url", "mysql://127.0.0.1:" + port() + "/jono",
          sources + "maria.username", "jono",
          sources + "maria.password", "pw",
          sources + "maria.every", "1s");
    }
  }

  @Inject Pool pool;

  @TempDir Path folder;

  @Test
  void shouldFollowTablesOfPostgresql() {
    sql("create table public.trackers (elastic_doc_name text, namespace text)");
    sql("insert into public.trackers values ('gps-1', 'acme'), ('gps-2', null)");
    seen("trackers-gps-1", true);
    seen("trackers-gps-2", true);
    api()
        .get("/api/v1/freshness/trackers-gps-1")
        .then()
        .body("origin", equalTo("discovery:pg"), "namespace", equalTo("acme"));
    sql("delete from public.trackers where elastic_doc_name = 'gps-2'");
    seen("trackers-gps-2", false);
    seen("trackers-gps-1", true);
    sql("insert into public.trackers values ('gps-2', null)");
    seen("trackers-gps-2", true);
    lastLookFound(2);
    sql("delete from public.trackers where elastic_doc_name = 'gps-2'");
    seen("trackers-gps-2", false);
    lastLookFound(1);
    switchOff("trackers-gps-2");
    sql("insert into public.trackers values ('gps-2', null)");
    lastLookFound(2);
    seen("trackers-gps-2", false);
  }

  private static void lastLookFound(int services) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                api()
                    .get("/api/v1/discovery")
                    .then()
                    .body("find { it.name == 'pg' }.last.found", equalTo(services))
                    .body("find { it.name == 'pg' }.last.complaint", nullValue()));
  }

  private static void switchOff(String monitor) {
    Map<String, Object> now = api().get("/api/v1/freshness/" + monitor).jsonPath().getMap("");
    now.put("enabled", false);
    api()
        .contentType("application/json")
        .body(now)
        .put("/api/v1/freshness/" + monitor)
        .then()
        .statusCode(200);
  }

  @Test
  void shouldFollowTablesOfMariaDb() throws Exception {
    try (var database =
        MariaDb.start(
            folder,
            port(),
            "create table listeners (elastic_doc_name varchar(40), namespace varchar(40))",
            "insert into listeners values ('unit-7', 'acme')")) {
      seen("listeners-unit-7", true);
      api()
          .get("/api/v1/freshness/listeners-unit-7")
          .then()
          .body("origin", equalTo("discovery:maria"), "target", equalTo("acme/listeners"));
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                api()
                    .get("/api/v1/discovery")
                    .then()
                    .body("findAll { it.last.complaint != null }.name", hasItem("maria")));
    seen("listeners-unit-7", true);
  }

  private static void seen(String monitor, boolean enabled) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                api()
                    .get("/api/v1/freshness/" + monitor)
                    .then()
                    .statusCode(200)
                    .body("enabled", equalTo(enabled)));
  }

  private void sql(String statement) {
    pool.query(statement).execute().await().atMost(SOON);
  }

  /** The same for the profile and for the test, whichever comes first. */
  private static int port() {
    if (System.getProperty(PORT) == null) {
      try {
        System.setProperty(PORT, String.valueOf(MariaDb.freePort()));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return Integer.getInteger(PORT);
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key");
  }
}
