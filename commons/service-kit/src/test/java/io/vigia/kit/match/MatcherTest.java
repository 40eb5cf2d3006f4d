package io.vigia.kit.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vigia.contracts.Labels;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {

  private static final Labels LABELS = Labels.of(Map.of("severity", "critical", "path", "a\"b"));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = ';',
      value = {
        "severity=\"critical\";true",
        "severity = critical;true",
        "severity!=\"critical\";false",
        "severity=~\"crit.*\";true",
        "severity=~\"crit\";false",
        "severity!~\"warn.*\";true",
        "missing=\"\";true",
        "missing!=\"x\";true",
        "path=\"a\\\"b\";true"
      })
  void shouldMatchAsAlertmanagerDoes(String text, boolean matches) {
    assertEquals(matches, Matcher.parse(text).matches(LABELS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "severity", "=x", "severity:critical", "a=~\"(\""})
  void shouldRefuseWhatIsNone(String text) {
    assertThrows(IllegalArgumentException.class, () -> Matcher.parse(text));
  }

  @Test
  void shouldNotHangOnARegularExpressionBomb() {
    var bomb = Matcher.parse("path=~\"(a+)+$\"");
    var labels = Labels.of(Map.of("path", "a".repeat(1000) + "!"));
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertEquals(false, bomb.matches(labels)));
  }
}
