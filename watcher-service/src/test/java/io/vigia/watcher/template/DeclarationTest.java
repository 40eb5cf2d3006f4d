package io.vigia.watcher.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language of template files: what blanks become, and complaints with their lines. */
class DeclarationTest {

  private static final String GOOD =
      """
      name: errors
      help: {en: Errors}
      parameters:
        properties:
          field: {type: string}
          from: {type: number}
          to: {type: number}
          level: {type: string, default: ERROR}
          query: {type: [string, object], x-query: true}
          above: {type: number}
        required: [field]
      example: {field: status, above: 1}
      filter:
        bool:
          filter:
            - range: {"{{field}}": {gte: "{{from}}", lt: "{{to}}"}}
            - term: {log.level: "{{level}}"}
            - "{{query}}"
      aggs:
        v: {avg: {field: "{{field}}", missing: 0}}
      value: v.value / doc_count
      breach: {above: "{{above}}"}
      summary: "{{value}} in {{field}}[ from {{from}}]"
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {field: f, above: 1}                  | [{"term":{"log.level":"ERROR"}}]
          {field: f, above: 1, from: 2}         | [{"range":{"f":{"gte":2}}},{"term":{"log.level":"ERROR"}}]
          {field: f, above: 1, from: 2, to: 3}  | [{"range":{"f":{"gte":2,"lt":3}}},{"term":{"log.level":"ERROR"}}]
          {field: f, above: 1, level: '{{to}}'} | [{"term":{"log.level":"{{to}}"}}]
          {field: f, above: 1, query: "a:b"}    | [{"term":{"log.level":"ERROR"}},{"query_string":{"query":"a:b"}}]
          {field: f, above: 1, query: {x: {}}}  | [{"term":{"log.level":"ERROR"}},{"x":{}}]
          """)
  void shouldLeaveOutWhatHasNoValue(String parameters, String clauses) {
    Cell cell =
        Declaration.read("errors.yml", GOOD)
            .cells(BuiltInTemplates.yaml(parameters), BuiltInTemplates.WINDOW)
            .get(0);
    assertEquals(clauses, cell.filter().at("/bool/filter").toString());
    assertEquals("{\"v\":{\"avg\":{\"field\":\"f\",\"missing\":0}}}", cell.aggs().toString());
  }

  @Test
  void shouldAskForAllWhenNoClauseIsLeft() {
    String text = GOOD.replace("default: ERROR", "maxLength: 9");
    Cell cell =
        Declaration.read("errors.yml", text)
            .cells(BuiltInTemplates.yaml("{field: f, above: 1}"), BuiltInTemplates.WINDOW)
            .get(0);
    assertEquals("{\"match_all\":{}}", cell.filter().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name: errors           | name: Errors!          | name: lower-case letters
          help: {en: Errors}     | helf: {en: Errors}     | line 2: unknown field 'helf'
          help: {en: Errors}     | help: {de: Fehler}     | help: at least en
          field: {type: string}  | Field: {type: string}  | line 5: 'Field' is no name of a parameter
          lt: "{{to}}"           | lt: "{{too}}"          | line 16: {{too}} names no parameter; there are above, field
          lt: "{{to}}"           | "{{too}}": 1           | line 16: {{too}} names no parameter
          lt: "{{to}}"           | lt: "{{to}"            | line 16: '{{to}' has a {{ that is no parameter
          v: {avg:               | v: [avg:               | line 20:
          "{{value}} in          | "{{count}} in          | {{count}} names no parameter
          value: v.value / doc   | value: w.value / doc   | line 21: value: 'w.value' is nothing in the answer; there are doc_count, v
          value: v.value / doc   | value: v.value / / doc | line 21: value: 'v.value / / doc_count' is neither a path nor an expression
          value: v.value / doc   | value: FACT(9) / doc   | line 21: value: 'FACT(9) / doc_count' is neither
          value: v.value / doc   | value: "{{from}} / doc | line 22:
          breach: {above: "{{above}}"} | breach: {over: 1}            | line 22: unknown field 'over'
          breach: {above: "{{above}}"} | breach: {}                   | line 22: breach: one of above
          breach: {above: "{{above}}"} | breach: {above: much}        | line 22: breach.above: a number or a parameter
          breach: {above: "{{above}}"} | breach: {above: "{{field}}"} | line 22: {{field}} must be a number here
          value: v.value / doc_count   | value: v.value / {{from}}    | line 21: {{from}} may be absent here
          value: v.value / doc_count   | remembers_keys: sometimes    | line 21: remembers_keys: true, false
          """)
  void shouldComplainWithFileAndLine(String good, String bad, String complaint) {
    assertTrue(GOOD.contains(good), "the text has it");
    var fault =
        assertThrows(
            RuntimeException.class, () -> OwnTemplate.read("errors.yml", GOOD.replace(good, bad)));
    assertTrue(fault.getMessage().startsWith("errors.yml"), fault.getMessage());
    assertTrue(fault.getMessage().contains(complaint), fault.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          field: {type: string}    | field: {type: strong}            | parameters.properties.field.type
          field: {type: string}    | field: {$ref: "http://x.test/"}  | $ref is not taken here
          field: {type: string}    | field: {pattern: "(a+)+$"}       | pattern is not taken here
          {field: status, above: 1}| {above: 1}                       | example.field: is required
          {field: status, above: 1}| {field: 5, above: 1}             | example.field: integer found, string expected
          {field: status, above: 1}| {field: status}                  | example.above: above, below or another
          """)
  void shouldHoldTheSchemaAndTheExampleAgainstEachOther(String good, String bad, String complaint) {
    assertTrue(GOOD.contains(good), "the text has it");
    var fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> OwnTemplate.read("errors.yml", GOOD.replace(good, bad)));
    assertTrue(fault.getMessage().contains(complaint), fault.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "name: [",
        "name: a\nname: b",
        "- a",
        "&a [*a]",
        "name: x\nfilter: &f {bool: {must: [*f]}}",
        "text",
        "~"
      })
  void shouldTakeNothingThatIsNoTemplate(String text) {
    var fault =
        assertThrows(IllegalArgumentException.class, () -> OwnTemplate.read("bad.yml", text));
    assertTrue(fault.getMessage().startsWith("bad.yml"), fault.getMessage());
  }

  @Test
  void shouldRepeatAnItemForEachValue() {
    var values = BuiltInTemplates.yaml("{values: {a: 1, b: x}, above: 0}");
    Cell cell =
        BuiltInTemplates.named("multi_field_values").cells(values, BuiltInTemplates.WINDOW).get(0);
    assertEquals(
        "{\"bool\":{\"filter\":[{\"match\":{\"a\":1}},{\"match\":{\"b\":\"x\"}}]}}",
        cell.filter().toString());
  }
}
