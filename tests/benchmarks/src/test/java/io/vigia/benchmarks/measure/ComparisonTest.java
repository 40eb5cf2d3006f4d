package io.vigia.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.benchmarks.fleet.PlannedWatcher;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Instant DUE = Instant.parse("2026-01-01T10:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TWELVE = "{\"hits\": {\"total\": {\"value\": 12}}}";
  private static final String BY_SERVICE =
      """
      {"hits": {"total": {"value": 25}}, "aggregations": {"services": {"buckets": [
        {"key": "cart", "doc_count": 14}, {"key": "mail", "doc_count": 11},
        {"key": "stock", "doc_count": 10}]}}}""";

  private final PlannedWatcher single = Runs.watcher("single", "index-a");
  private final PlannedWatcher grouped = Runs.grouped("grouped");

  @Test
  void shouldAgreeWithTheSameVerdictAndValue() throws Exception {
    assertEquals(Optional.empty(), compare(single, "firing", 12.0, "[{}]", TWELVE));
  }

  @Test
  void shouldTellAnotherVerdict() throws Exception {
    String told = compare(single, "ok", 12.0, null, TWELVE).orElseThrow();
    assertTrue(told.contains("verdict ok instead of firing"), told);
  }

  @Test
  void shouldTellAnotherValue() throws Exception {
    assertTrue(compare(single, "firing", 13.0, "[{}]", TWELVE).isPresent());
    assertTrue(compare(single, "firing", null, "[{}]", TWELVE).isPresent());
  }

  @Test
  void shouldCompareTheKeysThatBreach() throws Exception {
    String both = "[{\"service\": \"mail\"}, {\"service\": \"cart\"}]";
    assertEquals(Optional.empty(), compare(grouped, "firing", 14.0, both, BY_SERVICE));

    String one = "[{\"service\": \"cart\"}]";
    assertTrue(compare(grouped, "firing", 14.0, one, BY_SERVICE).isPresent());
  }

  @Test
  void shouldAskForTheWindowOfTheRunInWordsOfItsOwn() {
    String body = DirectSearch.body(Runs.run(single, DUE)).toString();

    assertTrue(body.contains("\"gte\":" + DUE.minusSeconds(300).toEpochMilli()), body);
    assertTrue(body.contains("\"lt\":" + DUE.toEpochMilli()), body);
    assertTrue(body.contains("{\"term\":{\"service\":\"cart\"}}"), body);
    assertTrue(body.contains("{\"term\":{\"level\":\"ERROR\"}}"), body);
  }

  private static Optional<String> compare(
      PlannedWatcher watcher, String verdict, Double value, String breached, String answer)
      throws Exception {
    Run run = Runs.run(watcher, DUE, verdict, value, breached);
    return Comparison.difference(run, DirectSearch.read(run, JSON.readTree(answer)));
  }
}
