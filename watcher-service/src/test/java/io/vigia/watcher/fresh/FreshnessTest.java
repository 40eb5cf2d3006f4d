package io.vigia.watcher.fresh;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.WatcherTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Monitors over the API, and discovery in the platform's PostgreSQL and OpenSearch. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
@TestProfile(FreshnessTest.Sources.class)
class FreshnessTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** Sources that look only when they are asked to. */
  public static class Sources implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      String sources = "vigia.watcher.discovery.sources.";
      return Map.ofEntries(
          Map.entry("vigia.watcher.runs.enabled", "false"),
          Map.entry(sources + "sql.kind", "postgresql"),
          Map.entry(sources + "sql.url", "${quarkus.datasource.reactive.url}"),
          Map.entry(sources + "sql.username", "${quarkus.datasource.username}"),
          Map.entry(sources + "sql.password", "${quarkus.datasource.password}"),
          Map.entry(sources + "sql.defaults.index", "gps-{document}"),
          Map.entry(sources + "names.kind", "indices"),
          Map.entry(sources + "names.pattern", "${vigia.index-prefix}fresh-*"),
          Map.entry(sources + "units.kind", "values"),
          Map.entry(sources + "units.pattern", "${vigia.index-prefix}fresh-*"),
          Map.entry(sources + "units.field", "unit.keyword"),
          Map.entry(sources + "away.kind", "mysql"),
          Map.entry(sources + "away.url", "mysql://me:secret@127.0.0.1:1/x"),
          Map.entry(sources + "other.kind", "mysql"),
          Map.entry(sources + "other.tenant", "other"));
    }
  }

  @Inject Pool pool;

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String prefix;

  @Test
  void shouldBeR4sTableOverHttp() {
    api()
        .body(
            "{\"service_type\":\"gps listener\",\"index\":\"gps-*\",\"whatsapp_alerts_enabled\":true}")
        .post("/api/v1/freshness")
        .then()
        .statusCode(201)
        .body("service_type", equalTo("gps listener"))
        .body("check_interval_minutes", equalTo(5))
        .body("restart_enabled", equalTo(true))
        .body("alert_enabled", equalTo(false))
        .body("last_check", nullValue())
        .body("failure_count", equalTo(0))
        .body("origin", equalTo("api"))
        .body("notes[0]", startsWith("whatsapp_alerts_enabled: "));
    api()
        .body("{\"service_type\":\"gps listener\",\"index\":\"gps-*\"}")
        .post("/api/v1/freshness")
        .then()
        .statusCode(409);
    sql(
        """
        insert into watcher_state (watcher, next_run_at, last_run_at, last_ok_at, last_breach_at, breaches)
        select id, now(), '2026-01-03', '2026-01-01', '2026-01-02', 4 from watcher
         where name = 'gps listener'
        on conflict (watcher) do update set last_run_at = excluded.last_run_at,
          last_ok_at = excluded.last_ok_at, last_breach_at = excluded.last_breach_at,
          breaches = excluded.breaches""");
    String row =
        api().get("/api/v1/freshness/gps listener").then().statusCode(200).extract().asString();
    api()
        .body(row.replace("\"data_threshold_minutes\":5", "\"data_threshold_minutes\":9"))
        .put("/api/v1/freshness/gps listener")
        .then()
        .statusCode(200)
        .body("data_threshold_minutes", equalTo(9))
        .body("last_check", startsWith("2026-01-0"))
        .body("failure_count", equalTo(4));
    api().get("/api/v1/watchers").then().body("definition.name", hasItem("gps listener"));
    api()
        .body("{\"index\":\"gps\",\"retry_attempts\":99}")
        .put("/api/v1/freshness/bad")
        .then()
        .statusCode(400)
        .body("field", equalTo("retries"));
    api()
        .body("{\"index\":\"x\"}")
        .put("/api/v1/freshness/errors-in-own-logs")
        .then()
        .statusCode(409);
    api()
        .body(
            "{\"monitor_config\":[{\"service_type\":\"a\",\"restart_enabled\":0},"
                + "{\"service_type\":\"b\",\"index\":\"b\"}]}")
        .post("/api/v1/freshness/import")
        .then()
        .statusCode(200)
        .body("result", contains("refused", "created"));
    api().delete("/api/v1/freshness/gps listener").then().statusCode(204);
    api().get("/api/v1/freshness/gps listener").then().statusCode(404);
    api().delete("/api/v1/freshness/errors-in-own-logs").then().statusCode(404);
  }

  @Test
  void shouldDiscoverInPostgresql() {
    sql("create table public.listeners (elastic_doc_name text, namespace text)");
    sql("insert into public.listeners values ('unit-1', 'acme'), ('unit-2', null)");
    run("sql", false)
        .body("applied", equalTo(false))
        .body("sources[0].add.name", contains("listeners-unit-1", "listeners-unit-2"));
    api().get("/api/v1/freshness/listeners-unit-1").then().statusCode(404);
    run("sql", true).body("sources[0].complaint", nullValue());
    api()
        .get("/api/v1/freshness/listeners-unit-1")
        .then()
        .statusCode(200)
        .body("origin", equalTo("discovery:sql"))
        .body("index", equalTo("gps-unit-1"))
        .body("elastic_doc_name", equalTo("unit-1"))
        .body("target", equalTo("acme/listeners"));

    sql("delete from public.listeners where elastic_doc_name = 'unit-2'");
    run("sql", true).body("sources[0].disable", contains("listeners-unit-2"));
    enabled("listeners-unit-2", false);
    run("sql", true).body("sources[0].disable.size()", equalTo(0));
    sql("insert into public.listeners values ('unit-2', null)");
    run("sql", true).body("sources[0].enable", contains("listeners-unit-2"));
    enabled("listeners-unit-2", true);

    sql("drop table public.listeners");
    run("sql", true).body("sources[0].complaint", containsString("elastic_doc_name"));
    enabled("listeners-unit-1", true);
  }

  @Test
  void shouldDiscoverIndicesAndValues() {
    index("fresh-orders-2026.11.20", "north");
    index("fresh-orders-2026.11.21", "south");
    run("names", true).body("sources[0].add.index", contains(prefix + "fresh-orders-*"));
    run("units", true).body("sources[0].add.name", contains("north", "south"));
    api()
        .get("/api/v1/freshness/north")
        .then()
        .body("index", equalTo(prefix + "fresh-*"))
        .body("document_field", equalTo("unit.keyword"));
  }

  @Test
  void shouldTellWhatItCannotSee() {
    run("away", true)
        .body("sources[0].complaint", containsString("refused"))
        .body("sources[0].disable.size()", equalTo(0));
    var sources = api().get("/api/v1/discovery").then().statusCode(200);
    sources.body("name", contains("away", "names", "sql", "units"));
    sources.body("[0].last.complaint", containsString("refused"));
    api().post("/api/v1/discovery/run?source=other").then().statusCode(404);
  }

  private static void enabled(String name, boolean expected) {
    api().get("/api/v1/freshness/" + name).then().body("enabled", equalTo(expected));
  }

  private static ValidatableResponse run(String source, boolean apply) {
    return api()
        .post("/api/v1/discovery/run?source=" + source + "&apply=" + apply)
        .then()
        .statusCode(200);
  }

  private void index(String name, String unit) {
    given()
        .contentType("application/json")
        .body("{\"@timestamp\":\"2026-11-21T12:00:00Z\",\"unit\":\"%s\"}".formatted(unit))
        .post(cluster + "/" + prefix + name + "/_doc?refresh=true")
        .then()
        .statusCode(201);
  }

  private void sql(String statement) {
    pool.query(statement).execute().await().atMost(SOON);
  }

  private static RequestSpecification api() {
    return given().header("X-API-Key", "test-key").contentType("application/json");
  }
}
