package io.vigia.watcher.watch;

import static io.vigia.watcher.watch.Readings.json;
import static io.vigia.watcher.watch.Readings.problem;
import static io.vigia.watcher.watch.Readings.yaml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.kit.problem.Problem;
import io.vigia.watcher.watch.Written.Form;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionMapperTest {

  private static final String GOOD =
      """
      name: errors
      template: count_threshold
      index: logs-*
      every: 1m
      window: 5m
      for: 2
      labels:
        team: shop
      destinations:
        - type: webhook
          url: http://127.0.0.1/
      parameters: {field: level, above: 3}
      """;

  @Test
  void shouldReadWhatAPersonWrites() {
    Written written = yaml(GOOD);
    var one = written.definitions().get(0);
    assertFalse(written.list());
    assertEquals(Duration.ofMinutes(5), one.window());
    assertEquals(2, one.forRuns());
    assertTrue(one.parameters().get("above").isInt(), "a number is none of text");
  }

  @Test
  void shouldReadSeveral() {
    String two = "name: a\ntemplate: t\nindex: i\n---\nname: b\ntemplate: t\nindex: i\n";
    assertEquals(List.of("a", "b"), names(yaml(two)));
    assertEquals(
        List.of("a", "b"),
        names(
            json(
                "[{'name':'a','template':'t','index':'i'},{'name':'b','template':'t','index':'i'}]"
                    .replace('\'', '"'))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "every: 1m | every: soon | every | 4",
        "window: 5m | window: 0s | window | 5",
        "window: 5m | windw: 5m | windw | 5",
        "for: 2 | for: often | for | 6",
        "for: 2 | for: 0 | for | 6",
        "team: shop | team: | labels.team | 8",
        "every: 1m | cron: every day | cron | 4",
        "type: webhook | kind: webhook | destinations[0].type | 10",
        "name: errors | names: errors | name | 1",
        "index: logs-* | index: a/b | index | 3"
      })
  void shouldNameFieldAndLine(String good, String bad, String field, int line) {
    Problem problem = problem(() -> yaml(GOOD.replace(good, bad)));
    assertEquals(field, problem.field(), problem.detail());
    assertEquals(line, problem.line(), problem.detail());
  }

  @Test
  void shouldNameTheOneOfSeveral() {
    String two = "name: a\ntemplate: t\nindex: i\n---\nname: b\ntemplate: t\nindex: i\nlate: x\n";
    Problem problem = problem(() -> yaml(two));
    assertEquals("[1].late", problem.field());
    assertEquals(8, problem.line());
    problem =
        problem(
            () ->
                json(
                    """
                    [{"name": "a", "template": "t", "index": "i"},
                     {"name": "b", "template": "t", "index": "i",
                      "late": "x"}]"""));
    assertEquals("[1].late", problem.field());
    assertEquals(3, problem.line());
  }

  @Test
  void shouldFindTheLineForAComplaintThatComesLater() {
    assertEquals(12, DefinitionMapper.line(yaml(GOOD), 0, "parameters.above"));
    var list = json("[{\"name\":\"a\",\"template\":\"t\",\n\"index\":\"i\"}]");
    assertEquals(2, DefinitionMapper.line(list, 0, "index"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "a: &a [*a]",
        "name: &a {b: *a}",
        "just a text",
        "name: [",
        "- name: x\n  template: t\n  index: i\n- 5"
      })
  void shouldRefuseWhatIsNoDefinition(String text) {
    assertEquals(400, problem(() -> yaml(text)).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "5",
        "[null]",
        "[",
        "{\"name\":\"a\",\"template\":\"t\",\"index\":\"i\"} []",
        "[{\"name\":\"a\",\"template\":\"t\",\"index\":\"i\"}] 5"
      })
  void shouldRefuseWhatIsNoDefinitionInJson(String text) {
    assertEquals(400, problem(() -> json(text)).status());
  }

  @Test
  void shouldRefuseTooManyAndWhatIsNoText() {
    String one = "name: a\ntemplate: t\nindex: i\n---\n";
    assertEquals("at most 10 definitions at once", problem(() -> yaml(one.repeat(11))).detail());
    byte[] latin = "name: \u00e1".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        "UTF-8 is expected", problem(() -> Readings.MAPPER.read(Form.YAML, latin, 1)).detail());
  }

  private static List<String> names(Written written) {
    assertTrue(written.list());
    return written.definitions().stream().map(Definition::name).toList();
  }
}
