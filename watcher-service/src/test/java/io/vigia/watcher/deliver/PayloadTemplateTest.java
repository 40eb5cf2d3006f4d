package io.vigia.watcher.deliver;

import static io.vigia.watcher.deliver.TextTemplateTest.JSON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTemplateTest {

  private static final String FIELD = "destinations[0].payload";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "\"{{value}}\"~1.0E7",
        "{\"v\": \"{{ value }}\"}~{\"v\": 1.0E7}",
        "{\"v\": \"is {{value}}\"}~{\"v\": \"is 10000000\"}",
        "[\"{{top}}\", 1, true, null]~[[\"a\", {\"b\": 1}], 1, true, null]",
        "{\"a\": {\"b\": [\"{{key}}\"]}}~{\"a\": {\"b\": [{\"service.name\": \"shop\", \"host\": \"h1\"}]}}",
        "{\"a\": \"{{link}}\", \"b\": \"{{link}}.\"}~{\"a\": null, \"b\": \".\"}",
        "{\"text\": \"{{summary}}\"}~{\"text\": \"p99 <b>\\\"high\\\"</b> & rising\"}",
        "{}~{}"
      })
  void shouldKeepTheKindOfAFact(String payload, String expected) throws IOException {
    var made = PayloadTemplate.of(FIELD, JSON.readTree(payload)).render(TextTemplateTest.facts());
    assertEquals(JSON.readTree(expected), made);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "\"{{foo}}\"~destinations[0].payload: {{foo}} is unknown",
        "{\"a\": {\"b\": \"{{foo}}\"}}~destinations[0].payload.a.b: {{foo}} is unknown",
        "{\"a\": [1, {\"b\": \"x {{value\"}]}~destinations[0].payload.a[1].b: '{{value' is not closed",
        "{\"{{value}}\": 1}~destinations[0].payload.{{value}}: a field's name holds no {{…}}"
      })
  void shouldNameThePathAtFault(String payload, String complaint) throws IOException {
    var tree = JSON.readTree(payload);
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> PayloadTemplate.of(FIELD, tree));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith(complaint), message);
  }

  @Test
  void shouldBeBounded() {
    var many = JSON.createArrayNode();
    for (int i = 0; i < PayloadTemplate.MAX_NODES; i++) {
      many.add("{{samples}}");
    }
    assertThrows(IllegalArgumentException.class, () -> PayloadTemplate.of(FIELD, many));
    many.remove(0);
    var template = PayloadTemplate.of(FIELD, many);
    var facts = JSON.createObjectNode();
    facts.putArray("samples").add("x".repeat(10_000));
    assertThrows(PayloadTooLarge.class, () -> template.render(facts));
  }
}
