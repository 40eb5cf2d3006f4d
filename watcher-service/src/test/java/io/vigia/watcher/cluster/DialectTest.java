package io.vigia.watcher.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static JsonNode fixture(String name) throws IOException {
    try (var in = DialectTest.class.getResourceAsStream("/clusters/" + name + ".json")) {
      return JSON.readTree(in);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "elasticsearch-7",
        "elasticsearch-8",
        "elasticsearch-9",
        "opensearch-1",
        "opensearch-2",
        "opensearch-3"
      })
  void shouldKnowWhatAnswers(String name) throws IOException {
    JsonNode fixture = fixture(name);
    Dialect dialect = Dialect.of(fixture.path("answer"));
    assertEquals(fixture.path("product").asText(), dialect.product().word());
    assertEquals(fixture.path("version").asText(), dialect.version());
    assertTrue(dialect.supported());
    assertEquals("/_resolve/index/*", dialect.listing("*"));
  }

  @ParameterizedTest
  @CsvSource({"6.8.23,''", "10.0.0,''", "4.0.0,opensearch", "2.4.6,''"})
  void shouldSayWhatItIsNotKnownToWorkWith(String number, String distribution) throws IOException {
    assertFalse(root(number, distribution).supported());
  }

  @Test
  void shouldListInTheOldWayBeforeResolve() throws IOException {
    assertTrue(root("7.8.1", "").listing("*").startsWith("/_cat/indices/*?"));
    assertTrue(root("7.10.2", "").listing("*").startsWith("/_resolve/"));
  }

  @Test
  void shouldTellWhatHoldsDocuments() throws IOException {
    assertEquals(
        List.of("logs-1", "stream"),
        IndexNames.holders(
            JSON.readTree(
                """
                {"indices":[{"name":"logs-1","attributes":["open"]},{"name":".hidden"}],
                 "aliases":[{"name":"logs","indices":["logs-1"]}],
                 "data_streams":[{"name":"stream"}]}""")));
    assertEquals(
        List.of("logs-1", "logs-2"),
        IndexNames.holders(
            JSON.readTree(
                """
                {"indices":[],"aliases":[{"name":"logs","indices":["logs-2","logs-1",".kept"]}],
                 "data_streams":[]}""")),
        "what is asked for by its alias is named there alone");
    assertEquals(
        List.of("logs-1"),
        IndexNames.holders(
            JSON.readTree(
                """
                [{"index":"logs-1","status":"open"},{"index":"logs-0","status":"close"}]""")));
  }

  /** Old clients make OpenSearch 1 call itself 7.10.2; its distribution stays. */
  @Test
  void shouldNotTakeAnOpenSearchInDisguiseForAnElasticsearch() throws IOException {
    assertEquals(Dialect.Product.OPENSEARCH, root("7.10.2", "opensearch").product());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"version\":{\"number\":\"x\"}}", "{\"version\":\"1.2\"}"})
  void shouldSayThatItIsSomethingElse(String root) throws IOException {
    JsonNode answer = JSON.readTree(root);
    assertTrue(
        assertThrows(Unanswered.class, () -> Dialect.of(answer))
            .detail()
            .contains("no Elasticsearch or OpenSearch"));
  }

  private static Dialect root(String number, String distribution) throws IOException {
    return Dialect.of(
        JSON.readTree(
            "{\"version\":{\"number\":\"%s\",\"distribution\":\"%s\"}}"
                .formatted(number, distribution)));
  }
}
