package io.vigia.watcher.watch;

import static io.vigia.watcher.watch.Readings.JSON;
import static io.vigia.watcher.watch.Readings.TEXT;
import static io.vigia.watcher.watch.Readings.yaml;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vigia.kit.yaml.YamlNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFormTest {

  private static final String WELL_WRITTEN =
      """
      name: errors-in-shop
      template: count_threshold
      index: logs-*
      every: 30s
      window: 1h30m
      delay: auto
      group_by: [host.name, service]
      for: 3
      realert:
        every: 15m
        factor: 2.0
        at_most: 1d
      severity: critical
      labels:
        team: shop
        version: '1.10'
      annotations:
        summary: |-
          {{value}} errors
          in the shop
      destinations:
        - type: webhook
          url: http://127.0.0.1/hook
          payload:
            text: '{{value}} is too many'
            tags: []
      parameters:
        field: log.level
        value: ERROR
        above: 0
      """;

  @Test
  void shouldWriteWhatItReadAndNoDefaults() {
    assertEquals(WELL_WRITTEN, YamlForm.of(TEXT.brief(yaml(WELL_WRITTEN).definitions().get(0))));
  }

  @Test
  void shouldLeaveOutWhatIsSaidAndIsTheDefault() {
    String said =
        "{name: a, template: t, index: i, every: 60s, window: 5m, cluster: default, retries: 0,"
            + " alertname: a, labels: {}, timestamp: '@timestamp'}";
    assertEquals(
        "name: a\ntemplate: t\nindex: i\n",
        YamlForm.of(TEXT.brief(yaml(said).definitions().get(0))));
    assertEquals(
        "name: a\ntemplate: t\nindex: i\ncron: 0 7 * * *\n",
        YamlForm.of(
            TEXT.brief(
                yaml("{name: a, template: t, index: i, cron: 0 7 * * *}").definitions().get(0))));
  }

  @Test
  void shouldGiveTheSameTextForTheSameDefinition() {
    String one = "{name: a, template: t, index: i, labels: {a: 1, b: 2, c: 3}}";
    String other = "{name: a, template: t, index: i, every: 1m, labels: {c: 3, b: 2, a: 1}}";
    assertEquals(
        TEXT.written(yaml(one).definitions().get(0)),
        TEXT.written(yaml(other).definitions().get(0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "5",
        "0777",
        "1e5",
        "1.10",
        "~",
        "null",
        "",
        " ",
        "@timestamp",
        "a: b",
        "# no",
        "- x",
        "{{value}}",
        "*",
        "&a",
        "'quoted'",
        "\"so\"",
        "two\nlines",
        "two\nlines\n",
        "\n",
        "  a\nb",
        "tab\there",
        "caf\u00e9 \u2603 \ud83d\ude00",
        "2026-11-21",
        "1:30",
        "!x",
        "%a",
        "a #b",
        "-",
        "?",
        "=",
        "<<",
        "+5",
        "-5",
        ".5",
        "5.",
        "0x1F",
        "trailing \nspace ",
        "\u0007",
        "a\r\nb"
      })
  void shouldKeepEveryText(String text) {
    var node = JsonNodeFactory.instance.objectNode().put("a", text);
    node.putArray("b").add(text);
    node.put(text.isEmpty() ? "empty" : text, 1);
    assertEquals(node, YamlNode.parse("text", YamlForm.of(node)).json());
  }

  @Test
  void shouldKeepNumbersAndTheRest() throws Exception {
    var node =
        JSON.readTree(
            "{\"a\":5,\"b\":-2.5,\"c\":true,\"d\":null,\"e\":[],\"f\":{},\"g\":[[1,2],{\"x\":[]}],"
                + "\"h\":12345678901234}");
    var read = YamlNode.parse("text", YamlForm.of(node)).json();
    assertEquals(node, JSON.readTree(read.toString()));
  }
}
