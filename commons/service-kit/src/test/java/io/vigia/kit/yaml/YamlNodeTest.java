package io.vigia.kit.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  void shouldKnowNumbersFromTexts() {
    var text = "[0, -5, 0.50, 2.5, true, ~, '5', 007, 0x1F, 1_000, 1.2.3, 30s]";
    assertEquals(
        "[0,-5,0.50,2.5,true,null,\"5\",\"007\",\"0x1F\",\"1_000\",\"1.2.3\",\"30s\"]",
        YamlNode.parse("my.yml", text).json().toString());
  }

  @Test
  void shouldKeepWhatIsWrittenWhereTextsAreWanted() {
    record Texts(java.util.Map<String, String> labels, double limit) {}
    var yaml = YamlNode.parse("my.yml", "{labels: {version: 1.10, port: 8080}, limit: 0.50}");
    var texts = yaml.bind(new ObjectMapper(), Texts.class);
    assertEquals(java.util.Map.of("version", "1.10", "port", "8080"), texts.labels());
    assertEquals(0.5, texts.limit());
  }
}
