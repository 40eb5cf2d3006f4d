package io.vigia.watcher.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTemplateTest {

  static final ObjectMapper JSON = new ObjectMapper();

  static ObjectNode facts() throws IOException {
    return (ObjectNode)
        JSON.readTree(
            """
            {"watcher": "slow pages", "summary": "p99 <b>\\"high\\"</b> & rising", "value": 1.0E7,
             "status": "firing", "starts_at": null, "top": ["a", {"b": 1}],
             "key": {"service.name": "shop", "host": "h1"}, "labels": {"team": "web"},
             "annotations": {}}""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{{watcher}} is {{status}} ~ slow pages is firing",
        "{{ watcher }}~slow pages",
        "{{{summary}}}~p99 <b>\"high\"</b> & rising",
        "{{summary}}~p99 <b>\"high\"</b> & rising",
        "{{&summary}}~p99 <b>\"high\"</b> & rising",
        "{{value}}~10000000",
        "at {{starts_at}}.~at .",
        "[{{link}}]~[]",
        "{{annotations.runbook}}!~!",
        "{{key.service.name}}/{{key.host}}~shop/h1",
        "{{labels.team}}~web",
        "{{top}}~[\"a\",{\"b\":1}]",
        "{{key}}~{\"service.name\":\"shop\",\"host\":\"h1\"}",
        "{a} } }} {! text~{a} } }} {! text",
        "{{! a remark}}x~x"
      })
  void shouldPutFactsIn(String template, String expected) throws IOException {
    assertEquals(expected.strip(), TextTemplate.of("link", template.strip()).render(facts()));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3",
    "3.0, 3",
    "0.0, 0",
    "-0.0, 0",
    "0.1, 0.1",
    "1.0E7, 10000000",
    "1.5E-5, 0.000015",
    "12345678901234567890, 12345678901234567890",
    "100, 100"
  })
  void shouldWriteNumbersPlainly(String number, String expected) throws IOException {
    var facts = (ObjectNode) JSON.readTree("{\"value\": " + number + "}");
    assertEquals(expected, TextTemplate.of("link", "{{value}}").render(facts));
    facts.put("value", Double.parseDouble(number));
    if (number.length() < 17) {
      assertEquals(expected, TextTemplate.of("link", "{{value}}").render(facts));
    }
  }

  @Test
  void shouldBearNumbersThatAreNone() {
    var facts = JSON.createObjectNode().put("value", Double.NaN);
    assertEquals("NaN", TextTemplate.of("link", "{{value}}").render(facts));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{{foo}}~link: {{foo}} is unknown; known are alertname, annotations, annotations.…, at, ",
        "{{Value}}~link: {{Value}} is unknown; known are ",
        "{{value.x}}~link: {{value.x}} is unknown; known are ",
        "{{key.}}~link: {{key.}} is unknown; known are ",
        "{{.}}~link: {{.}} is unknown; known are ",
        "{{}}~link: ",
        "{{ }}~link: ",
        "a {{value~link: '{{value' is not closed by }}",
        "a {{value}~link: '{{value}' is not closed by }}",
        "{{a {{value}}~link: '{{a ' is not closed by }}",
        "{{{value}}~link: ",
        "{{#top}}x{{/top}}~link: {{#top}} is not supported, only {{name}} is",
        "{{^top}}x{{/top}}~link: {{^top}} is not supported, only {{name}} is",
        "{{#top}}x~link: ",
        "{{/top}}~link: ",
        "{{>other}}~link: {{>other}} is not supported, only {{name}} is",
        "{{=<% %>=}}<%value%>~link: {{=…}} is not supported, only {{name}} is"
      })
  void shouldBeRefusedWhenDefined(String template, String complaint) {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> TextTemplate.of("link", template));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith(complaint), message);
  }

  @Test
  void shouldBeBounded() {
    String longest = "x".repeat(TextTemplate.MAX_TEXT);
    assertEquals(longest, TextTemplate.of("link", longest).render(JSON.createObjectNode()));
    assertThrows(IllegalArgumentException.class, () -> TextTemplate.of("link", longest + "x"));
    var facts = JSON.createObjectNode().put("summary", "y".repeat(30_000));
    String made = TextTemplate.of("link", "{{summary}}".repeat(300)).render(facts);
    assertEquals(TextTemplate.MAX_RENDERED, made.length());
    assertTrue(made.endsWith("y…"), "and says that it was cut");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "no braces"})
  void shouldLeaveOtherTextsAlone(String text) throws IOException {
    assertEquals(text, TextTemplate.of("link", text).render(facts()));
  }
}
