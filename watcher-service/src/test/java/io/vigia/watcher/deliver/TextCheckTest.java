package io.vigia.watcher.deliver;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.watcher.watch.Definition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextCheckTest {

  private static final String REST = "\nname: x\ntemplate: count_threshold\nindex: logs-*\n";

  static Definition definition(String yaml) {
    return YamlNode.parse("x.yml", yaml + REST).bind(new ObjectMapper(), Definition.class);
  }

  @Test
  void shouldTakeWhatNamesSomething() {
    assertDoesNotThrow(
        () ->
            TextCheck.of(
                definition(
                    """
                    labels: {service: "{{key.service.name}}", from: "{{watcher}}@{{cluster}}"}
                    annotations: {text: "{{value}} since {{starts_at}}, see {{link}}"}
                    link: https://kibana/app?service={{key.service.name}}&from={{from}}&to={{to}}
                    remediation: {runbook: restart, target: "{{labels.service}}"}
                    destinations:
                      - type: webhook
                        url: https://hooks/{{tenant}}
                        headers: {X-Status: "{{status}}"}
                        payload: {text: "{{summary}}", docs: "{{samples}}"}""")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "labels: {a: '{{foo}}'}~labels.a: {{foo}} is unknown",
        "labels: {a: '{{value}}'}~labels.a: {{value}} may change while it fires",
        "labels: {a: '{{labels.b}}'}~labels.a: {{labels.b}} may change while it fires",
        "annotations: {a: '{{foo}}'}~annotations.a: {{foo}} is unknown",
        "annotations: {a: '{{annotations.b}}'}~annotations.a: {{annotations.b}} is made after",
        "link: '{{link}}'~link: {{link}} is made after this text",
        "link: 'http://x/{{'~link: '{{' is not closed by }}",
        "remediation: {runbook: r, target: '{{foo}}'}~remediation.target: {{foo}} is unknown",
        "destinations: [{type: webhook, url: 'http://x/{{foo}}'}]~destinations[0].url: {{foo}} is",
        "destinations: [{type: webhook}, {type: webhook, headers: {X: '{{foo}}'}}]"
            + "~destinations[1].headers.X: {{foo}} is unknown",
        "destinations: [{type: webhook, payload: {a: {b: '{{foo}}'}}}]"
            + "~destinations[0].payload.a.b: {{foo}} is unknown"
      })
  void shouldNameTheFieldAtFault(String yaml, String complaint) {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> TextCheck.of(definition(yaml)));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith(complaint), message);
  }
}
