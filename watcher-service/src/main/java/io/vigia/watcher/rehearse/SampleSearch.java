package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.template.Cell;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.watch.Definition;
import java.util.ArrayList;
import java.util.List;

/** The documents behind a verdict: some of the newest, and the most frequent values among all. */
final class SampleSearch {

  /** The most frequent values of a field. */
  record Top(String field, List<Value> values) {
    Top {
      values = List.copyOf(values);
    }

    /** A value and how many documents have it. */
    record Value(String value, long count) {}
  }

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int VALUES = 5;

  private SampleSearch() {}

  /**
   * The search for it.
   *
   * @param key whose documents; all when it has no value of a field that is grouped by
   * @param topOf fields whose most frequent values are wanted
   */
  static ObjectNode search(Inquiry inquiry, Key key, List<String> topOf) {
    Definition definition = inquiry.definition();
    List<Cell> cells = inquiry.cells();
    Cell cell =
        cells.stream().filter(c -> c.name().equals(Cell.ONLY)).findFirst().orElse(cells.get(0));
    ObjectNode body =
        JSON.objectNode().put("size", definition.samples().size()).put("track_total_hits", false);
    ArrayNode filter = body.putObject("query").putObject("bool").putArray("filter");
    filter.add(cell.window().clause()).add(cell.filter());
    for (String field : definition.groupBy()) {
      String value = key.values().get(field);
      if (value != null) {
        filter.addObject().putObject("term").put(field, value);
      }
    }
    body.putArray("sort")
        .addObject()
        .putObject(definition.timestamp())
        .put("order", "desc")
        .put("unmapped_type", "date");
    ArrayNode without = body.putObject("_source").putArray("excludes");
    definition.samples().redact().forEach(field -> without.add(field).add(field + ".*"));
    ObjectNode aggs = JSON.objectNode();
    List<String> shown = topOf.stream().filter(f -> !redacted(definition, f)).toList();
    for (int i = 0; i < shown.size(); i++) {
      aggs.putObject("t" + i).putObject("terms").put("field", shown.get(i)).put("size", VALUES);
      ((ObjectNode) aggs.get("t" + i)).putObject("meta").put("field", shown.get(i));
    }
    if (!aggs.isEmpty()) {
      body.set("aggs", aggs);
    }
    return body;
  }

  /** Whether a definition keeps the field to itself, with all below it. */
  static boolean redacted(Definition definition, String field) {
    return definition.samples().redact().stream()
        .anyMatch(r -> field.equals(r) || field.startsWith(r + "."));
  }

  /** The documents in the answer. */
  static List<JsonNode> samples(JsonNode answer, Definition definition) {
    var samples = new ArrayList<JsonNode>();
    for (JsonNode hit : answer.path("hits").path("hits")) {
      if (hit.path("_source") instanceof ObjectNode document) {
        definition.samples().redact().forEach(field -> remove(document, field));
        samples.add(document);
      }
    }
    return samples;
  }

  /** The cluster's exclusion knows paths; a document may also hold the dotted name as it is. */
  private static void remove(ObjectNode document, String field) {
    document.remove(field);
    for (int dot = field.indexOf('.'); dot > 0; dot = field.indexOf('.', dot + 1)) {
      if (document.get(field.substring(0, dot)) instanceof ObjectNode inner) {
        remove(inner, field.substring(dot + 1));
      }
    }
  }

  /** The most frequent values in the answer; fields without any are left out. */
  static List<Top> top(JsonNode answer) {
    var top = new ArrayList<Top>();
    for (JsonNode agg : answer.path("aggregations")) {
      var values = new ArrayList<Top.Value>();
      for (JsonNode bucket : agg.path("buckets")) {
        values.add(
            new Top.Value(
                bucket.path("key_as_string").asText(bucket.path("key").asText()),
                bucket.path("doc_count").asLong()));
      }
      if (!values.isEmpty()) {
        top.add(new Top(agg.path("meta").path("field").asText(), values));
      }
    }
    return top;
  }
}
