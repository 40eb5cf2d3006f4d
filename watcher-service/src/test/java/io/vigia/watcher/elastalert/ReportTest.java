package io.vigia.watcher.elastalert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Nothing goes without a word. */
class ReportTest {

  private static final String EVERYTHING = Elastalert.resource("everything.txt");

  static Stream<String> fields() {
    return EVERYTHING.lines().map(line -> line.substring(0, line.indexOf(':')));
  }

  /** Without the field either the watcher is another one, or the report has a line less. */
  @ParameterizedTest
  @MethodSource("fields")
  void shouldMapOrReportEveryField(String field) {
    Imported whole = Elastalert.read(EVERYTHING);
    assertEquals(List.of(), whole.report().refused());
    Imported without = Elastalert.read(EVERYTHING.replaceFirst("(?m)^" + field + ":.*$", ""));
    boolean told =
        whole.report().lines().stream()
            .anyMatch(line -> line.field().equals(field) && line.line() != null);
    assertTrue(
        told || !whole.yaml().equals(without.yaml()) || !lines(whole).equals(lines(without)),
        field + " is dropped silently");
  }

  static Stream<Arguments> fieldsOfRules() {
    return GoldenTest.RULES.stream()
        .flatMap(
            name ->
                fields(name).entrySet().stream()
                    .filter(field -> !List.of().equals(field.getValue()))
                    .map(field -> Arguments.of(name, field.getKey())));
  }

  private static Map<String, Object> fields(String name) {
    return new Yaml().load(Elastalert.resource(name + ".yaml"));
  }

  /** The same of the rules that people write. */
  @ParameterizedTest
  @MethodSource("fieldsOfRules")
  void shouldMissEveryFieldOfARule(String name, String field) {
    var fields = new LinkedHashMap<>(fields(name));
    Imported whole = Elastalert.read(new Yaml().dump(fields));
    fields.remove(field);
    Imported without = Elastalert.read(new Yaml().dump(fields));
    assertNotEquals(told(whole), told(without), name + ": " + field + " is dropped silently");
  }

  private static String told(Imported imported) {
    var told = new StringBuilder(imported.yaml());
    imported.report().lines().forEach(l -> told.append(l.field()).append(l.what()).append('\n'));
    imported.report().refused().forEach(r -> told.append(r.field()).append(r.detail()));
    return told.toString();
  }

  private static List<String> lines(Imported imported) {
    return imported.report().lines().stream().map(Report.Line::toString).toList();
  }

  @Test
  void shouldNotRepeatSecrets() {
    var imported =
        Elastalert.read(
            """
            name: r
            type: any
            index: logs
            es_password: hunter2
            es_api_key: c2VjcmV0
            alert: [slack, jira]
            slack_webhook_url: https://hooks.slack.example/T0/B0/s3cret
            jira_account_file: /etc/jira-s3cret
            alert_text: "{0}"
            alert_text_args: [es_password]
            """);
    String all = imported.yaml() + imported.report();
    assertFalse(all.contains("hunter2"), all);
    assertFalse(all.contains("c2VjcmV0"), all);
    assertFalse(all.contains("s3cret"), all);
  }

  @Test
  void shouldTakeDefaultsFromElastAlertsOwnConfiguration() {
    var imported =
        Elastalert.read(
            Map.of(
                "config.yaml",
                "rules_folder: rules\nrun_every: {minutes: 3}\nbuffer_time: {minutes: 20}\nes_host: a\n",
                "a.yaml",
                "type: any\nindex: logs\n"),
            Map.of("a", "main"));
    var definition = imported.definitions().get(0);
    assertEquals("a", definition.name(), "the file's name, as ElastAlert has it");
    assertEquals("PT3M", String.valueOf(definition.every()));
    assertEquals("PT20M", definition.window().toString());
    assertEquals("main", definition.cluster());
    assertTrue(
        imported.report().lines().stream()
            .anyMatch(l -> l.field().equals("rules_folder") && l.loss() == Report.Loss.LOST));
  }

  @Test
  void shouldNotEnableWhatMayMissAFilter() {
    var imported = Elastalert.read("name: r\ntype: any\nindex: logs\nimport: base.inc\n");
    assertFalse(imported.definitions().get(0).enabled());
  }
}
