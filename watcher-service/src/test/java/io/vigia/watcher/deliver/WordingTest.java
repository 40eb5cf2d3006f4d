package io.vigia.watcher.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vigia.contracts.Alert;
import io.vigia.watcher.ask.Evidence;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.template.Window;
import io.vigia.watcher.verdict.WatchState.Change;
import io.vigia.watcher.watch.Watcher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever documents hold, an alert about them can be told. */
class WordingTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void shouldCutWhatAnAlertHasNoRoomFor() {
    var documents =
        List.of(sample("a".repeat(9000)), sample("b".repeat(6000)), sample("c".repeat(6000)));
    String own = "{a: '{{samples}}', b: '{{samples}}', c: '{{samples}}', d: '{{samples}}'}";
    var annotations = alert("annotations: " + own, Key.WHOLE, documents).annotations();
    assertEquals("it is so", annotations.get("summary"));
    assertEquals(
        16_384, annotations.values().stream().mapToInt(String::length).max().orElseThrow());
    int size = annotations.entrySet().stream().mapToInt(WordingTest::size).sum();
    assertTrue(size <= Alert.MAX_ANNOTATIONS, size + " characters");
    assertTrue(!annotations.containsKey("samples"), "what people wrote comes first");
  }

  @Test
  void shouldCarryWholeDocumentsAsFarAsTheyFit() {
    var documents =
        List.of(sample("a".repeat(9000)), sample("b".repeat(6000)), sample("c".repeat(6000)));
    String samples = alert("for: 1", Key.WHOLE, documents).annotations().get("samples");
    assertTrue(samples.endsWith("b\"}]"), "two of three");
  }

  @Test
  void shouldLeaveOutALinkAndARepairThatAreTooLong() {
    Alert alert =
        alert(
            "link: 'http://x/{{key.host}}'\nremediation: {runbook: r, target: '{{key.host}}'}",
            Key.of("host", "h".repeat(9000)),
            List.of());
    assertNull(alert.generatorURL());
    assertNull(alert.remediation());
    assertEquals(1024, alert.labels().get("host").length());
  }

  @Test
  void shouldLetPeopleWriteTheSummary() {
    var annotations = alert("annotations: {summary: mine}", Key.WHOLE, List.of()).annotations();
    assertEquals("mine", annotations.get("summary"));
  }

  private static Alert alert(String yaml, Key key, List<JsonNode> samples) {
    var definition = TextCheckTest.definition(yaml);
    return new Wording(
            new Watcher(new UUID(0, 1), "default", 1, definition),
            new Window("@timestamp", NOON.minusSeconds(300), NOON),
            NOON,
            key,
            new Change.Fires(NOON, new Reading(1.0, true, "it is so")),
            new Evidence(samples, List.of()),
            null,
            NOON)
        .alert();
  }

  private static JsonNode sample(String text) {
    return JsonNodeFactory.instance.objectNode().put("text", text);
  }

  private static int size(Map.Entry<String, String> annotation) {
    return annotation.getKey().length() + annotation.getValue().length();
  }
}
