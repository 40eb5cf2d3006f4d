package io.vigia.kit.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlNodeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a: [",
        "a: 1\na: 2",
        "!!javax.script.ScriptEngineManager [x]",
        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c,*c]\n? [z]\n: 1"
      })
  void shouldRefuseWithTheFilesName(String text) {
    var fault = assertThrows(YamlFault.class, () -> YamlNode.parse("my.yml", text).fields());
    assertTrue(String.valueOf(fault.getMessage()).startsWith("my.yml"), fault.getMessage());
  }

  @Test
  void shouldRefuseABillionLaughs() {
    var text = new StringBuilder("a0: &a0 [lol]\n");
    for (int i = 1; i < 10; i++) {
      String all = ("*a" + (i - 1) + ",").repeat(10);
      text.append("a").append(i).append(": &a").append(i).append(" [").append(all).append("]\n");
    }
    var fault = assertThrows(YamlFault.class, () -> YamlNode.parse("my.yml", text.toString()));
    assertTrue(String.valueOf(fault.getMessage()).contains("aliases"), fault.getMessage());
  }

  @Test
  void shouldRefuseWhatFewAliasesMakeLarge() {
    var text = new StringBuilder("a0: &a0 [").append("x,".repeat(50_000)).append("]\n");
    for (int i = 1; i <= 9; i++) {
      text.append("a%d: &a%d [*a%d,*a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    var fault = assertThrows(YamlFault.class, () -> YamlNode.parse("my.yml", text.toString()));
    assertTrue(String.valueOf(fault.getMessage()).contains("100000 values"), fault.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: &a [*a]", "a: &a {b: *a}", "&a [x, {y: *a}]"})
  void shouldRefuseWhatHoldsItself(String text) {
    assertThrows(YamlFault.class, () -> YamlNode.parse("my.yml", text));
  }

  @Test
  void shouldTakeWhatAPersonRepeats() {
    var fields = YamlNode.parse("my.yml", "a: &a [x, y]\nb: *a\nc: *a").fields();
    assertEquals("y", fields.get("c").items().get(1).text());
  }

  @Test
  void shouldRefuseAFileBeyondReason() {
    String large = "a: '" + "x".repeat(1 << 20) + "'";
    assertThrows(YamlFault.class, () -> YamlNode.parse("my.yml", large));
  }

  @Test
  void shouldRefuseWhatIsNestedBeyondReason() {
    String deep = "[".repeat(5000) + "]".repeat(5000);
    assertThrows(YamlFault.class, () -> YamlNode.parse("my.yml", deep));
  }

  @Test
  void shouldKeepWhatIsWrittenAndKnowNumbers() {
    String text = "{a: 5, b: 1.10, c: 0777, d: '5', e: ~, f: yes, g: 1_000, h: -2e3, i: 5m}";
    assertEquals(
        "{\"a\":5,\"b\":1.10,\"c\":\"0777\",\"d\":\"5\",\"e\":null,\"f\":true,\"g\":\"1_000\","
            + "\"h\":-2E+3,\"i\":\"5m\"}",
        YamlNode.parse("my.yml", text).json().toString());
  }

  @Test
  void shouldBindANumberToATextAsItIsWritten() {
    record Settings(Map<String, String> labels) {}
    var settings =
        YamlNode.parse("my.yml", "labels: {version: 1.10, build: 42}")
            .bind(new ObjectMapper(), Settings.class);
    assertEquals(Map.of("version", "1.10", "build", "42"), settings.labels());
  }

  @ParameterizedTest
  @CsvSource({"b,2", "b.c,3", "b.d.e,5", "b.list[1].x,8", "b.nowhere,2", "'',1", "b.list[7],6"})
  void shouldKnowTheLineOfAField(String path, int line) {
    String text = "a: 1\nb:\n  c: 1\n\n  d.e: 1\n  list:\n    - x: 1\n    - x: 2\n";
    assertEquals(line, YamlNode.parse("my.yml", text).line(path));
  }

  @Test
  void shouldReadOneDocumentAfterTheOther() {
    var names = new ArrayList<String>();
    YamlNode.each(
        "my.yml", "# none\n---\na: 1\n---\n---\nb: 2\n", d -> names.addAll(d.fields().keySet()));
    assertEquals(List.of("a", "b"), names);
    var two = assertThrows(YamlFault.class, () -> YamlNode.parse("my.yml", "a: 1\n---\nb: 1"));
    assertEquals("my.yml line 3: one document is expected", two.getMessage());
  }
}
