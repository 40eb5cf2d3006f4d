package io.vigia.watcher.cluster;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.cluster.Search.Lane;
import io.vigia.watcher.cluster.Unanswered.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Elasticsearch 7.10, in a process of its own. */
class Elasticsearch7Test {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path home;

  private static ElasticsearchProcess process;
  private static ClusterWiring wiring;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(
        ElasticsearchProcess.isThere(),
        "first: mvn process-classes -f tests/elasticsearch-7.10/pom.xml");
    process = ElasticsearchProcess.start(home);
    wiring = new ClusterWiring(List.of(ClusterSettings.at(process.url()).named("seven")), JSON);
    create("logs-2026.01.31", "{\"settings\":{\"number_of_replicas\":0}}");
    given()
        .contentType("application/json")
        .body("{\"took\":7,\"message\":\"all is well\"}")
        .post(process.url() + "/logs-2026.01.31/_doc?refresh=true")
        .then()
        .statusCode(201);
    create(
        "lost-1",
        """
        {"settings":{"number_of_replicas":0,
                     "index.routing.allocation.require._name":"no-such-node"}}""");
  }

  @AfterAll
  static void stop() throws Exception {
    if (process != null) {
      wiring.close();
      process.close();
    }
  }

  @Test
  void shouldKnowItsDialect() {
    Dialect dialect = wiring.named("seven").dialect(SOON).await().atMost(SOON);
    assertEquals(new Dialect(Dialect.Product.ELASTICSEARCH, "7.10.2", 7, 10), dialect);
    assertTrue(dialect.supported());
  }

  @Test
  void shouldSearch() throws Exception {
    JsonNode answer = search("logs-*", "{\"aggs\":{\"a\":{\"sum\":{\"field\":\"took\"}}}}");
    assertEquals(1, answer.at("/hits/total/value").asInt());
    assertEquals(7, answer.at("/aggregations/a/value").asInt());
  }

  @Test
  void shouldKnowNothingWithoutAWholeAnswer() {
    assertEquals(Reason.SHARD_FAILURES, refused("lost-1", "{}").reason());
    Unanswered together = refused("lost-1,logs-*", "{}");
    assertEquals(Reason.SHARD_FAILURES, together.reason());
    assertTrue(together.detail().startsWith("1 of 2 shards failed"), together.detail());
    assertEquals(Reason.MISSING_INDEX, refused("none", "{}").reason());
    assertEquals(Reason.MISSING_INDEX, refused("none-*", "{}").reason());
    Unanswered query = refused("logs-*", "{\"query\":{\"foo\":{}}}");
    assertEquals(Reason.REJECTED, query.reason());
    assertTrue(query.detail().contains("unknown query [foo]"), query.detail());
  }

  @Test
  void shouldAskSeveralAtOnce() throws Exception {
    var outcomes =
        new SearchClient(wiring)
            .multi(List.of(ask("logs-*", "{}"), ask("lost-1", "{}"), ask("none", "{}")), () -> {})
            .await()
            .atMost(SOON);
    assertEquals(1, outcomes.get(0).orThrow().at("/hits/total/value").asInt());
    assertEquals(
        List.of(Reason.SHARD_FAILURES, Reason.MISSING_INDEX),
        outcomes.stream()
            .skip(1)
            .map(o -> assertInstanceOf(Outcome.Failed.class, o).why().reason())
            .toList());
  }

  @Test
  void shouldKnowFieldsAndIndices() {
    var mapping = new MappingClient(wiring);
    assertEquals(
        List.of("message", "message.keyword", "took"),
        mapping.fields("seven", "logs-*").await().atMost(SOON).stream()
            .map(Field::name)
            .collect(Collectors.toList()));
    assertEquals(
        List.of("logs-*", "logs-2026.01.31"),
        mapping.indices("seven", "logs").await().atMost(SOON));
    create("empty-1", "{\"aliases\":{\"empty-alias\":{}}}");
    assertEquals(
        List.of("empty-1", "logs-2026.01.31"),
        mapping.matching("seven", "logs-*,empty-*", SOON).await().atMost(SOON));
  }

  private static void create(String index, String body) {
    given()
        .contentType("application/json")
        .body(body)
        .put(process.url() + "/" + index + "?wait_for_active_shards=0")
        .then()
        .statusCode(200);
  }

  private static Unanswered refused(String index, String body) {
    return assertThrows(Unanswered.class, () -> search(index, body));
  }

  private static JsonNode search(String index, String body) throws Exception {
    return new SearchClient(wiring).search(ask(index, body)).await().atMost(SOON);
  }

  private static Search ask(String index, String body) throws Exception {
    return new Search(
        "seven", index, (ObjectNode) JSON.readTree(body), Duration.ofSeconds(10), Lane.FAST);
  }
}
