package io.vigia.watcher.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.template.Cell;
import io.vigia.watcher.template.Key;
import java.util.ArrayList;
import java.util.List;

/** The documents behind a finding, and the values that are most frequent in them. Pure. */
public final class EvidenceQuery {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int TOP = 5;
  private static final int MAX_DOCUMENT = 4096;

  private EvidenceQuery() {}

  /** Whether the definition wants any. */
  public static boolean wanted(Inquiry inquiry) {
    var samples = inquiry.definition().samples();
    return samples.size() > 0 || !samples.top().isEmpty();
  }

  /**
   * The search for it.
   *
   * @param key whose documents
   * @param topOf fields whose most frequent values are wanted
   */
  public static ObjectNode body(Inquiry inquiry, Key key, List<String> topOf) {
    var definition = inquiry.definition();
    var samples = definition.samples();
    List<Cell> cells = inquiry.cells();
    Cell cell =
        cells.stream().filter(c -> c.name().equals(Cell.ONLY)).findFirst().orElse(cells.get(0));
    ObjectNode body = JSON.objectNode().put("size", samples.size()).put("track_total_hits", false);
    ArrayNode filter = body.putObject("query").putObject("bool").putArray("filter");
    filter.add(cell.window().clause()).add(cell.filter());
    key.values().forEach((field, value) -> filter.addObject().putObject("term").put(field, value));
    body.putArray("sort")
        .addObject()
        .putObject(definition.timestamp())
        .put("order", "desc")
        .put("unmapped_type", "date");
    if (!samples.redact().isEmpty()) {
      ArrayNode excludes = body.putObject("_source").putArray("excludes");
      samples.redact().forEach(field -> excludes.add(field).add(field + ".*"));
    }
    var top = topOf.stream().filter(field -> !isRedacted(field, samples.redact())).toList();
    if (!top.isEmpty()) {
      ObjectNode aggs = body.putObject("aggs");
      for (String field : top) {
        ObjectNode agg = aggs.putObject("t" + aggs.size());
        agg.putObject("terms").put("field", field).put("size", TOP);
        agg.putObject("meta").put("field", field);
      }
    }
    return body;
  }

  /** What the answer shows, without what is redacted. */
  public static Evidence read(JsonNode answer, List<String> redacted) {
    var samples = new ArrayList<JsonNode>();
    for (JsonNode hit : answer.path("hits").path("hits")) {
      JsonNode document = hit.path("_source");
      if (document.isObject()) {
        redacted.forEach(field -> remove((ObjectNode) document, field));
        samples.add(fitting(hit.path("_index").asText(), hit.path("_id").asText(), document));
      }
    }
    var top = new ArrayList<JsonNode>();
    for (JsonNode agg : answer.path("aggregations")) {
      String field = agg.path("meta").path("field").asText();
      for (JsonNode bucket : agg.path("buckets")) {
        top.add(
            JSON.objectNode()
                .put("field", field)
                .put("value", bucket.path("key_as_string").asText(bucket.path("key").asText()))
                .put("count", bucket.path("doc_count").asLong()));
      }
    }
    return new Evidence(samples, top);
  }

  private static boolean isRedacted(String field, List<String> redacted) {
    return redacted.stream().anyMatch(r -> field.equals(r) || field.startsWith(r + "."));
  }

  /** The cluster's exclusion knows paths; a document may also hold the dotted name as it is. */
  private static void remove(ObjectNode document, String field) {
    document.remove(field);
    int dot = field.indexOf('.');
    while (dot > 0) {
      if (document.get(field.substring(0, dot)) instanceof ObjectNode inner) {
        remove(inner, field.substring(dot + 1));
      }
      dot = field.indexOf('.', dot + 1);
    }
  }

  private static JsonNode fitting(String index, String id, JsonNode document) {
    ObjectNode sample = JSON.objectNode().put("_index", index).put("_id", id);
    String text = document.toString();
    if (text.length() > MAX_DOCUMENT) {
      return sample.put("cut", text.substring(0, MAX_DOCUMENT));
    }
    sample.set("_source", document);
    return sample;
  }
}
