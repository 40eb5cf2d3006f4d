package io.vigia.watcher.cluster;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vigia.platform.PlatformTestResource;
import io.vigia.watcher.WatcherTestResource;
import io.vigia.watcher.cluster.Search.Lane;
import io.vigia.watcher.cluster.Unanswered.Reason;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real OpenSearch: a shard that really is on no node, and everything through the API. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(WatcherTestResource.class)
@TestProfile(ClusterTest.TwoClusters.class)
class ClusterTest {

  /** Beside the default one, one that is not there. */
  public static final class TwoClusters implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "vigia.watcher.clusters.gone.hosts", "http://127.0.0.1:1",
          "vigia.watcher.clusters.gone.username", "me",
          "vigia.watcher.clusters.gone.password", "hidden",
          "vigia.watcher.clusters.gone.concurrency", "3");
    }
  }

  private static final Duration SOON = Duration.ofSeconds(20);

  @Inject SearchClient searches;

  @ConfigProperty(name = "vigia.opensearch.url")
  String url;

  @ConfigProperty(name = "vigia.index-prefix")
  String prefix;

  private String well;
  private String lost;

  @BeforeEach
  void index() {
    well = prefix + "clusters-well-2026.01.31";
    lost = prefix + "clusters-lost-2026.02.01";
    if (given().head(url + "/" + well).statusCode() == 200) {
      return;
    }
    create(
        well,
        """
        {"settings":{"number_of_replicas":0},"mappings":{"properties":{
          "@timestamp":{"type":"date"},"took":{"type":"long"},"mixed":{"type":"long"},
          "message":{"type":"text","fields":{"keyword":{"type":"keyword"}}}}}}""");
    given()
        .contentType("application/json")
        .body("{\"@timestamp\":\"2026-01-31T00:00:00Z\",\"took\":7,\"message\":\"all is well\"}")
        .post(url + "/" + well + "/_doc?refresh=true")
        .then()
        .statusCode(201);
    create(
        lost,
        """
        {"settings":{"number_of_replicas":0,
                     "index.routing.allocation.require._name":"no-such-node"},
         "mappings":{"properties":{"mixed":{"type":"text"},"took":{"type":"integer"}}}}""");
  }

  @Test
  void shouldKnowNothingWhenAShardIsOnNoNode() {
    Unanswered alone = refused(lost, "{}");
    assertEquals(Reason.SHARD_FAILURES, alone.reason(), alone.detail());

    Unanswered together = refused(prefix + "clusters-*", "{}");
    assertEquals(Reason.SHARD_FAILURES, together.reason(), together.detail());
    assertTrue(together.detail().startsWith("1 of 2 shards failed"), together.detail());

    assertEquals(1, answer(well, "{}").at("/hits/total/value").asInt());
  }

  @Test
  void shouldKnowWhichOfSeveralHasNoAnswer() {
    var outcomes =
        multi(
            search(well, "{\"size\":0}"),
            search(lost, "{}"),
            search(prefix + "clusters-*", "{}"),
            search(prefix + "clusters-none", "{}"),
            search(prefix + "none-*", "{}"));
    assertInstanceOf(Outcome.Answered.class, outcomes.get(0));
    assertEquals(
        List.of(
            Reason.SHARD_FAILURES,
            Reason.SHARD_FAILURES,
            Reason.MISSING_INDEX,
            Reason.MISSING_INDEX),
        outcomes.stream()
            .skip(1)
            .map(o -> assertInstanceOf(Outcome.Failed.class, o).why().reason())
            .toList());
  }

  @Test
  void shouldPassOnWhyTheClusterRefuses() {
    Unanswered query = refused(well, "{\"query\":{\"foo\":{}}}");
    assertEquals(Reason.REJECTED, query.reason());
    assertTrue(query.detail().contains("unknown query [foo]"), query.detail());

    Unanswered text = refused(well, "{\"aggs\":{\"a\":{\"sum\":{\"field\":\"message\"}}}}");
    assertEquals(Reason.REJECTED, text.reason());
    assertTrue(text.detail().contains("message"), text.detail());

    var outcomes = multi(search(well, "{}"), search(well, "{\"query\":{\"foo\":{}}}"));
    assertInstanceOf(Outcome.Answered.class, outcomes.get(0));
    assertEquals(
        Reason.REJECTED, assertInstanceOf(Outcome.Failed.class, outcomes.get(1)).why().reason());

    assertEquals(Reason.MISSING_INDEX, refused(prefix + "clusters-none", "{}").reason());
    assertEquals(Reason.MISSING_INDEX, refused(prefix + "none-*", "{}").reason());
    assertEquals(
        Reason.PARTIAL_RESULT,
        refusedAfter(2, "{\"terminate_after\":1,\"query\":{\"match_all\":{}}}").reason());
  }

  @Test
  void shouldAnswerManyAtOnceAndGiveEveryTurnBack() {
    var many =
        java.util.stream.IntStream.range(0, 50)
            .mapToObj(i -> search(well, "{\"size\":0}"))
            .toList();
    assertEquals(
        50,
        client().multi(many, () -> {}).await().atMost(SOON).stream()
            .filter(o -> o instanceof Outcome.Answered)
            .count());
    await()
        .atMost(SOON)
        .untilAsserted(() -> api("/clusters").body("[0].lanes.fast.running", equalTo(0)));
  }

  @Test
  void shouldTellOfEachClusterButNoSecret() {
    api("/clusters")
        .body("name", hasItems("default", "gone"))
        .body("[0].reachable", equalTo(true))
        .body("[1].reachable", equalTo(false))
        .body("[0].dialect", equalTo("opensearch"))
        .body("[0].version", startsWith("2."))
        .body("[0].supported", equalTo(true))
        .body("[0].lanes.fast.limit", equalTo(8))
        .body("[0].lanes.slow.limit", equalTo(128))
        .body("[1].lanes.fast.limit", equalTo(3))
        .body("[1].detail", containsString("no connection"))
        .body(not(containsString("hidden")));
    given().get("/api/v1/clusters").then().statusCode(401);
  }

  @Test
  void shouldOfferFieldsByWhatTheyCanBeUsedFor() {
    String all = "/fields?index=" + prefix + "clusters-well-*";
    api(all + "&type=numeric").body("fields.name", equalTo(List.of("mixed", "took")));
    api(all + "&type=keyword").body("fields.name", equalTo(List.of("message.keyword")));
    api(all + "&type=date").body("fields.name", equalTo(List.of("@timestamp")));
    api(all + "&q=KEY").body("fields.name", equalTo(List.of("message.keyword")));
    api(all + "&limit=2").body("total", equalTo(5)).body("fields", hasSize(2));
  }

  @Test
  void shouldShowWhereIndicesDoNotAgree() {
    String number = prefix + "kinds-1";
    String text = prefix + "kinds-2";
    create(number, "{\"mappings\":{\"properties\":{\"mixed\":{\"type\":\"long\"}}}}");
    create(text, "{\"mappings\":{\"properties\":{\"mixed\":{\"type\":\"text\"}}}}");
    String both = "/fields?index=" + prefix + "kinds-*";
    await()
        .atMost(SOON)
        .untilAsserted(() -> api(both).body("fields[0].types", equalTo(List.of("long", "text"))));
    api(both)
        .body("fields[0].kind", equalTo("mixed"))
        .body("fields[0].conflict.text", equalTo(List.of(text)))
        .body("fields[0].conflict.long", equalTo(List.of(number)));
    api(both + "&type=numeric").body("total", equalTo(0));
  }

  @Test
  void shouldSayWhatIsWrongWithTheQuestion() {
    problem("/fields?index=" + prefix + "none-*", 404).body("field", equalTo("index"));
    problem("/fields?index=a/b", 400).body("field", equalTo("index"));
    problem("/fields?index=a&type=number", 400).body("field", equalTo("type"));
    problem("/fields?index=a&cluster=x", 400).body("detail", containsString("default, gone"));
    problem("/fields?index=a&cluster=gone", 503).body("detail", containsString("no connection"));
    problem("/indices?q=a/b", 400).body("field", equalTo("q"));
  }

  @Test
  void shouldOfferIndicesAndPatterns() {
    api("/indices?q=" + prefix + "clusters-")
        .body("indices", hasItems(prefix + "clusters-well-*", well, lost))
        .body("indices", everyItem(containsString("clusters-")));
    api("/indices?limit=1").body("indices", hasSize(1));
    api("/indices?q=no-such-index-here").body("total", equalTo(0));
    api("/indices?q=" + prefix).body("indices", hasItem(well));
  }

  private SearchClient client() {
    return searches;
  }

  private void create(String index, String body) {
    given()
        .contentType("application/json")
        .body(body)
        .put(url + "/" + index + "?wait_for_active_shards=0")
        .then()
        .statusCode(200);
  }

  private ValidatableResponse api(String path) {
    return given().header("X-API-Key", "test-key").get("/api/v1" + path).then().statusCode(200);
  }

  private ValidatableResponse problem(String path, int status) {
    return given()
        .header("X-API-Key", "test-key")
        .get("/api/v1" + path)
        .then()
        .statusCode(status)
        .contentType("application/problem+json");
  }

  private Unanswered refusedAfter(int documents, String body) {
    String many = prefix + "clusters_many";
    for (int i = 0; i < documents; i++) {
      given()
          .contentType("application/json")
          .body("{\"n\":1}")
          .post(url + "/" + many + "/_doc?refresh=true")
          .then()
          .statusCode(201);
    }
    return refused(many, body);
  }

  private Unanswered refused(String index, String body) {
    return assertThrows(Unanswered.class, () -> answer(index, body));
  }

  private JsonNode answer(String index, String body) {
    return searches.search(search(index, body)).await().atMost(SOON);
  }

  private List<Outcome> multi(Search... several) {
    return searches.multi(List.of(several), () -> {}).await().atMost(SOON);
  }

  private static Search search(String index, String body) {
    try {
      return new Search(
          "default",
          index,
          (ObjectNode) new ObjectMapper().readTree(body),
          Duration.ofSeconds(5),
          Lane.FAST);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
