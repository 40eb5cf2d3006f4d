package io.vigia.watcher.elastalert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that cannot be taken: file, line and field; the others go on. */
class RefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "type: frequency;index: a;timeframe: {hours: 1} | 1 | num_events | required",
        "type: frequency;index: a;num_events: 1 | 1 | timeframe | required",
        "type: frequency;index: a;timeframe: {hours: 1};num_events: many | 4 | num_events | whole number",
        "type: frequency;index: a;timeframe: 5m;num_events: 1 | 3 | timeframe | {minutes: 5}",
        "type: frequency;index: a;timeframe: {hour: 1};num_events: 1 | 3 | timeframe | 'hour' is none",
        "type: frequency;index: a;timeframe: {days: .inf};num_events: 1 | 3 | timeframe | number of days",
        "type: frequency;index: a;timeframe: {days: 9000};num_events: 1 | 3 | timeframe | ten years",
        "type: frequency;index: a;timeframe: {days: 900};num_events: 1 | 3 | timeframe | between",
        "type: frequency;index: a;timeframe: {seconds: 0};num_events: 1 | 3 | timeframe | between",
        "type: any;index: a b | 2 | index | index pattern",
        "type: any;index: <logs-{now/d}> | 2 | index | index pattern",
        "type: any;index: [a] | 2 | index | a text is expected",
        "type: any;index: a;is_enabled: maybe | 3 | is_enabled | yes or no",
        "type: any;index: a;filter: [some text] | 3 | filter | a clause",
        "type: any;index: a;filter:;- term: {a: b};  range: {c: {gt: 1}} | 4 | filter | term, range",
        "type: any;index: a;filter: [{eql: any where true}] | 3 | filter | no counterpart",
        "type: any;index: a;query_key: [a, b, c, d, e] | 3 | query_key | 0 to 4",
        "type: any;index: a;alert: post | 3 | http_post_url | required",
        "type: sometimes;index: a | 1 | type | 'sometimes' is unknown",
        "type: my.module.Rule;index: a | 1 | type | Python",
        "index: a | 1 | type | required",
        "type: any | 1 | index | required",
        "type: any;index: a;index: b | 3 | index | twice",
        "type: any;index: !include x.yaml | 2 | `` | !include",
        "type: any;index: a;filter: !!python/object:os.system [ls] | 3 | `` | not allowed",
        "just a text | 1 | `` | fields are expected",
        "type: [ | 2 | `` | expected",
        "type: spike;index: a;timeframe: {hours: 1};spike_height: 1;spike_type: up | 4 | spike_height | more than 1",
        "type: spike;index: a;timeframe: {hours: 1};spike_height: 2;spike_type: over | 5 | spike_type | up, down or both",
        "type: blacklist;index: a;compare_key: f;blacklist: ['!file /etc/passwd'] | 4 | blacklist | values",
        "type: whitelist;index: a;compare_key: f;whitelist: [x] | 1 | ignore_null | required",
        "type: cardinality;index: a;timeframe: {hours: 1};cardinality_field: f | 1 | max_cardinality | required",
        "type: metric_aggregation;index: a;metric_agg_key: f;metric_agg_type: median | 4 | metric_agg_type | none of",
        "type: percentage_match;index: a;max_percentage: 5 | 1 | match_bucket_filter | required",
        "type: change;index: a;compare_key: f | 1 | query_key | required",
        "type: flatline;index: a;timeframe: {hours: 1};threshold: 0 | 4 | threshold | at least 1",
        "type: new_term;index: a | 1 | query_key | required",
      })
  void shouldNameLineAndField(String rule, int line, String field, String detail) {
    var imported = Elastalert.read(rule.replace(";", "\n"));
    assertEquals(0, imported.definitions().size());
    var refused = imported.report().refused().get(0);
    assertEquals("rule.yaml", refused.file());
    assertEquals(line, refused.line(), refused.toString());
    assertEquals(field, refused.field(), refused.toString());
    assertTrue(refused.detail().contains(detail), refused.detail());
  }

  @Test
  void shouldGoOnWithTheOthers() {
    var files = new LinkedHashMap<String, String>();
    files.put(
        "several.yaml",
        """
        %YAML 1.1
        ---
        # the first
        name: one
        type: any
        index: a
        ---
        name: two
        type: nothing
        index: a
        ---
        name: [
        ...
        ---
        name: three
        type: any
        index: b
        alert_text: |
          a line
           --- no mark
        """);
    files.put("again.yaml", "name: one\ntype: any\nindex: c\n");
    files.put("empty.yaml", "# nothing\n");
    var imported = Elastalert.read(files, java.util.Map.of());
    assertEquals(2, imported.definitions().size());
    assertEquals("three", imported.definitions().get(1).name());
    var refused = imported.report().refused();
    assertEquals(4, refused.size(), refused.toString());
    assertTrue(refused.stream().anyMatch(r -> Integer.valueOf(9).equals(r.line())), "two");
    assertTrue(refused.stream().anyMatch(r -> r.line() != null && r.line() >= 12), "broken");
    assertTrue(refused.stream().anyMatch(r -> r.detail().contains("is also in several.yaml")));
    assertTrue(refused.stream().anyMatch(r -> r.file().equals("empty.yaml")));
  }

  @Test
  void shouldMergeWhatYamlMerges() {
    var imported =
        Elastalert.read(
            "x-base: &base {minutes: 5}\ntype: frequency\nindex: a\nnum_events: 1\n"
                + "timeframe: {<<: *base, hours: 1}\n");
    assertEquals("PT1H5M", imported.definitions().get(0).window().toString());
  }
}
