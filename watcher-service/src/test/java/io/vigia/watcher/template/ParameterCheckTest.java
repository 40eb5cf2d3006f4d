package io.vigia.watcher.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.kit.problem.Refusal;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Complaints about parameters name the field and say what is expected. */
class ParameterCheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          avg_threshold   | {field: f, above: 1}          | ``
          avg_threshold   | {field: f}                    | parameters.above: one of above, below is required
          avg_threshold   | {above: 1}                    | parameters.field: is required
          avg_threshold   | {field: f, above: "1"}        | parameters.above: string found, number expected
          avg_threshold   | {field: [f], above: 1}        | parameters.field: array found, string expected
          avg_threshold   | {field: f, abowe: 1, above: 1}| parameters.abowe: avg_threshold has no such parameter; it has above, below, field, query
          avg_threshold   | text                          | parameters: names and values are expected
          missing_data    | {at_least: 0}                 | parameters.at_least: must have a minimum value of 1
          multi_field_values | {values: {a: [1]}, above: 1} | parameters.values.a: array found, [string, number, boolean] expected
          ratio_between_fields | {above: 1}               | parameters.numerator: one of numerator, numerator_field is required
          ratio_between_fields | {above: 1, numerator: a, numerator_field: b} | parameters: only one is taken of numerator, numerator_field
          ratio_between_fields | {above: 1, numerator: a, denominator: a, denominator_field: b} | parameters: not taken together are denominator, denominator_field
          count_threshold | {above: 1, field: f}          | parameters.value: is required beside field
          freshness       | {max_age: soon}               | parameters.max_age: 'soon' is not a duration; write for example 30s, 5m or 1d12h
          freshness       | {max_age: 5m, lookback: 1m}   | parameters.lookback: at least max_age is expected
          freshness       | {max_age: 0s}                 | parameters.max_age: more than 0 is expected
          spike           | {factor: 2, metric: avg}      | parameters.field: is required
          spike           | {factor: 1}                   | parameters.factor: must have an exclusive minimum value of 1
          spike           | {factor: 2, direction: left}  | parameters.direction: does not have a value in the enumeration ["up", "down", "both"]
          new_term        | {field: f, reference: 1m}     | parameters.reference: longer than the window is expected (PT5M)
          query           | {above: 1, value: x.value}    | parameters.value: 'x.value' is nothing in the answer: aggs has no x
          query           | {above: 1, aggs: [a]}         | parameters.aggs: array found, object expected
          """)
  void shouldNameTheFieldAndWhatIsExpected(String template, String parameters, String complaints) {
    String found =
        BuiltInTemplates.store()
            .faults(
                BuiltInTemplates.named(template),
                BuiltInTemplates.yaml(parameters),
                Duration.ofMinutes(5))
            .stream()
            .map(f -> f.field() + ": " + f.detail())
            .collect(Collectors.joining("; "));
    assertEquals(complaints, found);
  }

  @Test
  void shouldNameTemplatesWithALikeName() {
    var store = BuiltInTemplates.store();
    var near = assertThrows(Refusal.class, () -> store.require("t", "avg_treshold"));
    assertEquals(
        "there is no template 'avg_treshold'; did you mean avg_threshold or max_threshold or"
            + " min_threshold?",
        near.problem().detail());
    var far = assertThrows(Refusal.class, () -> store.require("t", "zzzzzz"));
    assertTrue(
        far.problem().detail().startsWith("there is no template 'zzzzzz'; there are avg_thr"),
        far.problem().detail());
    assertEquals("template", far.problem().field());
  }
}
