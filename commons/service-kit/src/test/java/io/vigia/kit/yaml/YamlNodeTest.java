package io.vigia.kit.yaml;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  void shouldRefuseWhatIsNestedBeyondReason() {
    String deep = "[".repeat(5000) + "]".repeat(5000);
    assertThrows(YamlFault.class, () -> YamlNode.parse("my.yml", deep));
  }
}
