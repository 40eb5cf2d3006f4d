package io.vigia.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

  @ParameterizedTest
  @ValueSource(strings = {"am-firing.json", "am-resolved.json"})
  void shouldHaveTheFingerprintThatAlertmanagerComputed(String capture) throws IOException {
    JsonNode alert =
        new ObjectMapper().readTree(LabelsTest.class.getResource("/" + capture)).at("/alerts/0");
    var labels = new TreeMap<String, String>();
    alert.get("labels").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
    assertEquals(alert.get("fingerprint").asText(), Labels.of(labels).fingerprint());
  }

  @Test
  void shouldNotDependOnOrderOrEmptyLabels() {
    assertEquals(
        Labels.of(Map.of("a", "1", "b", "ñ")).fingerprint(),
        Labels.of(Map.of("b", "ñ", "c", "", "a", "1")).fingerprint());
  }

  @Test
  void shouldRefuseAnEmptyName() {
    assertThrows(IllegalArgumentException.class, () -> Labels.of(Map.of(" ", "x")));
  }

  @Test
  void shouldCarryAnEpisodeUnchanged() {
    var episode = new Episode("2ad136ac4f57f1e2", Instant.parse("2026-11-20T23:21:33.935Z"));
    assertEquals(episode, Episode.parse(episode.toString()));
    assertThrows(IllegalArgumentException.class, () -> Episode.parse("nonsense"));
  }
}
