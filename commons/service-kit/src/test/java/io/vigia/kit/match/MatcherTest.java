package io.vigia.kit.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.contracts.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        "path=\"a\\\"b\";true",
        "\"severity\"=\"critical\";true",
        "{severity=critical};true",
        "severity=~\"cr.t\\x69cal\";true",
        "severity=~\"\\w+\";true"
      })
  void shouldMatchAsAlertmanagerDoes(String text, boolean matches) {
    assertEquals(matches, Matcher.parse(text).matches(LABELS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{a=\"1\",b!=\"2\"}         ; a=\"1\" b!=\"2\"",
        "a=1, b=~x|y,                 ; a=\"1\" b=~\"x|y\"",
        "{a=\"x,y\", b=\"}\"}     ; a=\"x,y\" b=\"}\"",
        "{\"größe in m\"=\"ü\"}   ; \"größe in m\"=\"ü\"",
        "a=two words, b=\"\\d\"    ; a=\"two words\" b=\"\\\\d\"",
        "a=                           ; a=\"\""
      })
  void shouldReadAListAndWriteItAsAlertmanagerDoes(String text, String matchers) {
    assertEquals(
        matchers,
        Matcher.parseAll(text).stream().map(Matcher::text).collect(Collectors.joining(" ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{a=\"b\"",
        "a=\"b\"}",
        "{a=\"b\" c=\"d\"}",
        ",a=b",
        "severity",
        "=x",
        "severity:critical",
        "a=~\"(\""
      })
  void shouldRefuseWhatIsNone(String text) {
    assertThrows(IllegalArgumentException.class, () -> Matcher.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(((((a{100}){100}){100}){100}){100}){100}",
        "(a{2,1000}){50,999}",
        "(a{1000,}){1000,}",
        "((\\\\pL{200}){150})"
      })
  void shouldRefuseRepeatsThatFillTheMemory(String expression) {
    var fault =
        assertThrows(
            IllegalArgumentException.class, () -> Matcher.parse("a=~\"" + expression + "\""));
    assertTrue(String.valueOf(fault.getMessage()).contains("too large"), fault.getMessage());
  }

  @Test
  void shouldTakeTheRepeatsThatPeopleWrite() {
    String uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    var labels = Labels.of(Map.of("id", "123e4567-e89b-12d3-a456-426614174000"));
    assertTrue(Matcher.parse("id=~\"" + uuid + "\"").matches(labels));
  }

  @Test
  void shouldRefuseWhatIsTooLong() {
    for (String text :
        List.of(
            "a=~\"" + "x".repeat(2001) + "\"",
            "a=\"" + "\\\"".repeat(100_000) + "\"",
            "a".repeat(100_000))) {
      assertThrows(IllegalArgumentException.class, () -> Matcher.parse(text));
    }
    String escapes = "\\\"".repeat(1990);
    assertEquals("\"".repeat(1990), unescaped(escapes), "no stack is exhausted");
  }

  private static String unescaped(String value) {
    String plain = value.replace("\\\"", "\"");
    return Matcher.parse("a=\"" + value + "\"").value().test(plain) ? plain : "";
  }

  @Test
  void shouldNotHangOnARegularExpressionBomb() {
    var bomb = Matcher.parse("path=~\"(a+)+$\"");
    var labels = Labels.of(Map.of("path", "a".repeat(1000) + "!"));
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertEquals(false, bomb.matches(labels)));
  }
}
