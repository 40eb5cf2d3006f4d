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
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.WatcherTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hamcrest.Matcher;
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
          Map.entry("vigia.security.anonymous-role", "viewer"),
          Map.entry(sources + "sql.kind", "postgresql"),
          Map.entry(sources + "sql.url", "${quarkus.datasource.reactive.url}"),
          Map.entry(sources + "sql.username", "${quarkus.datasource.username}"),
          Map.entry(sources + "sql.password", "${quarkus.datasource.password}"),
          Map.entry(sources + "sql.defaults.index", "gps-{document}"),
          Map.entry(sources + "names.kind", "indices"),
          Map.entry(sources + "names.pattern", "${vigia.index-prefix}fresh-*"),
          Map.entry(sources + "nowhere.kind", "indices"),
          Map.entry(sources + "nowhere.pattern", "${vigia.index-prefix}nowhere-*"),
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
        .body("field", equalTo("retry_attempts"));
    refused("\"alert_enabled\":true,\"alert_webhook_url\":\"ftp://x/\"", "alert_webhook_url");
    refused("\"check_interval_minutes\":0", "check_interval_minutes");
    refused("\"data_threshold_minutes\":0", "data_threshold_minutes");
    refused("\"request_timeout_seconds\":9999", "request_timeout_seconds");
    refused("\"retry_delay_seconds\":9999", "retry_delay_seconds");
    refused("\"min_failure_count\":0", "min_failure_count");
    refused("\"alert_interval_minutes\":0", "alert_interval_minutes");
    refused("\"query\":5", "query");
    refused("\"target\":\"{{nobody}}\"", "target");
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
  void shouldListPageByPage() {
    for (String name : List.of("page-c", "page-a", "page-b")) {
      monitor(name, "").statusCode(201);
    }
    page("?after=page-&limit=2").body("service_type", contains("page-a", "page-b"));
    page("?after=page-b&limit=1").body("service_type", contains("page-c"));
    page("?after=zzz").body("size()", equalTo(0));
    api()
        .get("/api/v1/freshness?limit=1001")
        .then()
        .statusCode(400)
        .body("field", equalTo("limit"));
    List.of("page-a", "page-b", "page-c").forEach(FreshnessTest::delete);
  }

  @Test
  void shouldShowTokensInAddressesToThoseWhoMayEditOnly() {
    String whole = "https://hooks.test:8443/T0/secret?token=x";
    monitor("masked", ",\"alert_enabled\":true,\"alert_webhook_url\":\"" + whole + "\"")
        .statusCode(201)
        .body("alert_webhook_url", equalTo(whole));
    url(api(), equalTo(whole));
    url(given(), equalTo("https://hooks.test:8443/<hidden>"));
    given()
        .get("/api/v1/freshness?after=maske")
        .then()
        .body("[0].alert_webhook_url", equalTo("https://hooks.test:8443/<hidden>"));

    String seen = given().get("/api/v1/freshness/masked").asString();
    api()
        .body(seen)
        .put("/api/v1/freshness/masked")
        .then()
        .statusCode(400)
        .body("field", equalTo("alert_webhook_url"));
    api()
        .body("{\"monitor_config\":[" + seen + "]}")
        .post("/api/v1/freshness/import")
        .then()
        .body("result", contains("refused"))
        .body("notes[0][0]", startsWith("alert_webhook_url: "));
    api().body("{\"alert_enabled\":true}").put("/api/v1/freshness/masked").then().statusCode(200);
    url(api(), equalTo(whole));
    delete("masked");
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

    sql("delete from public.listeners");
    run("sql", true).body("sources[0].disable", contains("listeners-unit-1", "listeners-unit-2"));
    switchOn("freshness", "listeners-unit-1");
    switchOn("watchers", "listeners-unit-2");
    run("sql", true).body("sources[0].disable.size()", equalTo(0));
    enabled("listeners-unit-1", true);
    enabled("listeners-unit-2", true);
    sql("insert into public.listeners values ('unit-1', 'acme'), ('unit-2', null)");
    run("sql", true).body("sources[0].disable.size()", equalTo(0));
    sql("delete from public.listeners where elastic_doc_name = 'unit-2'");
    run("sql", true).body("sources[0].disable", contains("listeners-unit-2"));
    enabled("listeners-unit-2", false);

    sql("drop table public.listeners");
    run("sql", true).body("sources[0].complaint", containsString("elastic_doc_name"));
    enabled("listeners-unit-1", true);
  }

  @Test
  void shouldDiscoverIndicesAndValues() {
    index("fresh-orders-2026.11.20", "north");
    index("fresh-orders-2026.11.21", "south");
    String empty = prefix + "fresh-without-documents";
    given()
        .contentType("application/json")
        .body("{\"aliases\":{\"%sfresh-alias\":{}}}".formatted(prefix))
        .put(cluster + "/" + empty)
        .then()
        .statusCode(200);
    run("names", true)
        .body("sources[0].add.index", contains(prefix + "fresh-orders-*", empty))
        .body("sources[0].complaint", nullValue());
    run("units", true).body("sources[0].add.name", contains("north", "south"));
    api()
        .get("/api/v1/freshness/north")
        .then()
        .body("index", equalTo(prefix + "fresh-*"))
        .body("document_field", equalTo("unit.keyword"));
  }

  @Test
  void shouldTellWhatItCannotSee() {
    run("nowhere", true)
        .body("sources[0].complaint", equalTo("no index matches " + prefix + "nowhere-*"));
    run("away", true)
        .body("sources[0].complaint", containsString("refused"))
        .body("sources[0].disable.size()", equalTo(0));
    var sources = api().get("/api/v1/discovery").then().statusCode(200);
    sources.body("name", contains("away", "names", "nowhere", "sql", "units"));
    sources.body("[0].last.complaint", containsString("refused"));
    api().post("/api/v1/discovery/run?source=other").then().statusCode(404);
  }

  private static ValidatableResponse monitor(String name, String more) {
    return api()
        .body("{\"service_type\":\"%s\",\"index\":\"gps-*\"%s}".formatted(name, more))
        .post("/api/v1/freshness")
        .then();
  }

  private static void refused(String settings, String field) {
    api()
        .body("{\"index\":\"gps\"," + settings + "}")
        .put("/api/v1/freshness/bad")
        .then()
        .statusCode(400)
        .body("field", equalTo(field));
  }

  private static ValidatableResponse page(String query) {
    return api().get("/api/v1/freshness" + query).then().statusCode(200);
  }

  private static void url(RequestSpecification caller, Matcher<String> expected) {
    caller.get("/api/v1/freshness/masked").then().body("alert_webhook_url", expected);
  }

  private static void delete(String name) {
    api().delete("/api/v1/freshness/" + name).then().statusCode(204);
  }

  /** As a person would: what was read is sent back with its switch thrown. */
  private static void switchOn(String path, String name) {
    String address = "/api/v1/" + path + "/" + name;
    String there = api().get(address).asString();
    String text =
        path.equals("watchers")
            ? new JsonObject(there).getJsonObject("definition").encode()
            : there;
    api()
        .body(text.replace("\"enabled\":false", "\"enabled\":true"))
        .put(address)
        .then()
        .statusCode(200);
    enabled(name, true);
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
