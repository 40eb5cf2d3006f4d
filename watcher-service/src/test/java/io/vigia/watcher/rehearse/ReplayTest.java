package io.vigia.watcher.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.run.Timing;
import io.vigia.watcher.template.Buckets;
import io.vigia.watcher.template.Cell;
import io.vigia.watcher.watch.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void shouldTellEpisodesWithTheirPeak() {
    Outcome outcome = replay(definition("\"for\":2"), 1, 6, 7, 9, 8, 1, 1, 6, 1, 1);
    assertEquals(1, outcome.firing(), "a single bad window is not enough");
    var episode = outcome.episodes().get(0);
    assertEquals(NOON.plusSeconds(120), episode.from());
    assertEquals(NOON.plusSeconds(360), episode.to());
    assertEquals(9.0, episode.peak());
    assertEquals(2, outcome.notifications());
    assertEquals(0.3, outcome.firingShare(), 1e-9);
  }

  @Test
  void shouldCountRepetitionsAndLeaveOpenWhatGoesOn() {
    Outcome outcome =
        replay(definition("\"realert\":{\"every\":\"PT2M\"}"), 1, 9, 9, 9, 9, 9, 9, 9, 9, 9);
    assertEquals(1 + 4, outcome.notifications());
    assertEquals(null, outcome.episodes().get(0).to());
  }

  @Test
  void shouldNeitherFireNorEndInWindowsThatAreUnknown() {
    var replay = new Replay(inquiry(definition("\"for\":1")));
    replay.on(turn(1), mean(9));
    replay.unknown(turn(2));
    replay.unknown(turn(3));
    replay.on(turn(4), mean(9));
    Outcome outcome = replay.outcome(NOON, NOON.plusSeconds(300), null, null);
    assertEquals(1, outcome.firing());
    assertEquals(0.8, outcome.firingShare(), 1e-9);
  }

  @Test
  void shouldTryOnlyThresholdsThatDoNotChangeTheQuestion() {
    var inquiry = inquiry(definition("\"for\":1"));
    assertEquals(
        2,
        Variant.of(inquiry, Map.of("above", List.of(IntNode.valueOf(1), IntNode.valueOf(2))))
            .size());
    var unknown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Variant.of(inquiry, Map.of("field", List.of(IntNode.valueOf(1)))));
    assertTrue(unknown.getMessage().startsWith("thresholds.field: "), unknown.getMessage());
    var asked =
        assertThrows(
            IllegalArgumentException.class,
            () -> Variant.of(inquiry, Map.of("asked", List.of(IntNode.valueOf(1)))));
    assertTrue(asked.getMessage().contains("changes what is asked"), asked.getMessage());
  }

  @Test
  void shouldCutWhatIsTooMuchForOneSearch() throws Exception {
    var turns =
        Turn.between(definition("\"for\":1"), NOON, NOON.plusSeconds(600), Duration.ZERO, 100);
    var stretch = Stretch.of(inquiry(definition("\"for\":1")), turns).orElseThrow();
    assertFalse(Cut.nests(stretch.cells()));
    assertTrue(
        Cut.nests(
            Stretch.of(inquiry(definition("\"group_by\":\"host\"")), turns).orElseThrow().cells()));
    assertEquals(1, Cut.pieces(10_080, 1, Cut.MAX_WINDOWS).size());
    assertEquals(17, Cut.pieces(10_080, 101, Cut.MAX_WINDOWS).size());
    assertThrows(IllegalArgumentException.class, () -> Cut.pieces(10_080, 10_000, Cut.MAX_WINDOWS));
    JsonNode answer =
        JSON.readTree(
            """
            {"c0":{"doc_count":9,"w":{"buckets":[{"key":"0","doc_count":9,"by":{"buckets":
              [{"key":"a","doc_count":5,"mean":{"value":1}},{"key":"b","doc_count":4}]}}]}}}""");
    assertEquals(4, Cut.buckets(answer));
  }

  @Test
  void shouldReplayAClockworkAndRefuseTooManyRuns() {
    var nightly = definition("\"cron\":\"0 3 * * *\",\"timezone\":\"Europe/Madrid\"");
    var turns = Turn.between(nightly, NOON, NOON.plusSeconds(3 * 86_400), Duration.ZERO, 100);
    assertEquals(3, turns.size());
    assertEquals(Instant.parse("2026-11-22T02:00:00Z"), turns.get(0).due());
    var many =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Turn.between(
                    definition("\"for\":1"), NOON, NOON.plusSeconds(86_400), Duration.ZERO, 1000));
    assertTrue(many.getMessage().startsWith("days: more than 1,000 runs"), many.getMessage());
  }

  @Test
  void shouldComeDueWhenTheWatcherItselfWould() {
    var delayed = definition("\"delay\":\"auto\"");
    var turns = Turn.between(delayed, NOON, NOON.plusSeconds(600), Duration.ofSeconds(7), 100);
    assertEquals(10, turns.size());
    assertEquals(Timing.after(delayed, NOON), turns.get(0).due());
    assertNotEquals(NOON.plusSeconds(60), turns.get(0).due(), "indices have phases");
    var window = turns.get(0).window();
    assertEquals(turns.get(0).due().minusSeconds(7), window.to(), "as it is measured");
    assertEquals(window.to().minusSeconds(300), window.from());
  }

  private static Outcome replay(Definition definition, double... means) {
    var replay = new Replay(inquiry(definition));
    for (int i = 0; i < means.length; i++) {
      replay.on(turn(i + 1), mean(means[i]));
    }
    return replay.outcome(NOON, NOON.plusSeconds(60L * means.length), null, null);
  }

  private static Inquiry inquiry(Definition definition) {
    return new Inquiry(definition, new MeanTemplate(), turn(0).window());
  }

  private static Turn turn(int minute) {
    return Turn.at(definition("\"for\":1"), NOON.plusSeconds(60L * minute), Duration.ZERO);
  }

  private static Buckets mean(double value) {
    var bucket = JSON.createObjectNode().put("doc_count", 1);
    bucket.putObject("mean").set("value", DoubleNode.valueOf(value));
    return new Buckets(Map.of(Cell.ONLY, bucket));
  }

  static Definition definition(String more) {
    try {
      return JSON.readValue(
          """
          {"name":"slow","template":"test_mean","index":"web-*","window":"PT5M",
           "parameters":{"field":"took","above":5},%s}"""
              .formatted(more),
          Definition.class);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
