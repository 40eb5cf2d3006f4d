package io.vigia.watcher.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.template.Buckets;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.watch.Definition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells things apart by the values of fields: {@code terms} within {@code terms}, which every
 * version of every dialect knows and which may stand below other aggregations.
 */
final class Grouping {

  private static final String BY = "by";
  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode().put("doc_count", 0);

  private Grouping() {}

  static ObjectNode aggs(Definition definition, ObjectNode inner) {
    ObjectNode aggs = inner;
    List<String> fields = definition.groupBy();
    for (int i = fields.size() - 1; i >= 0; i--) {
      ObjectNode outer = JsonNodeFactory.instance.objectNode();
      ObjectNode by = outer.putObject(BY);
      by.putObject("terms").put("field", fields.get(i)).put("size", definition.maxKeys());
      if (!aggs.isEmpty()) {
        by.set("aggs", aggs);
      }
      aggs = outer;
    }
    return aggs;
  }

  static Answer read(Inquiry inquiry, Buckets buckets, Set<Key> known) {
    var definition = inquiry.definition();
    if (definition.groupBy().isEmpty()) {
      return new Answer(
          inquiry.template().read(definition.parameters(), buckets, inquiry.window()),
          true,
          Set.of());
    }
    var gathered = new Gathered(definition.groupBy(), definition.maxKeys());
    buckets.byCell().forEach(gathered::cell);
    Set<Key> seen = Set.copyOf(gathered.keys.keySet());
    if (gathered.complete) {
      known.stream()
          .filter(key -> key.values().keySet().containsAll(definition.groupBy()))
          .map(key -> only(key, definition.groupBy()))
          .forEach(gathered::key);
    }
    var findings = new ArrayList<Finding>();
    gathered.keys.forEach(
        (key, byCell) -> {
          var all = new LinkedHashMap<String, JsonNode>();
          buckets
              .byCell()
              .keySet()
              .forEach(name -> all.put(name, byCell.getOrDefault(name, NOTHING)));
          inquiry
              .template()
              .read(definition.parameters(), new Buckets(all), inquiry.window())
              .forEach(f -> findings.add(new Finding(key.and(f.key()), f.reading())));
        });
    return new Answer(findings, gathered.complete, seen);
  }

  private static Key only(Key key, List<String> fields) {
    var values = new TreeMap<>(key.values());
    values.keySet().retainAll(fields);
    return new Key(values);
  }

  /** The buckets of each key, by cell. */
  private static final class Gathered {

    private final List<String> fields;
    private final int limit;
    private final Map<Key, Map<String, JsonNode>> keys = new LinkedHashMap<>();
    private boolean complete = true;

    Gathered(List<String> fields, int limit) {
      this.fields = fields;
      this.limit = limit;
    }

    void cell(String name, JsonNode bucket) {
      descend(name, bucket, 0, new TreeMap<>());
    }

    void key(Key key) {
      keys.computeIfAbsent(key, k -> new LinkedHashMap<>());
    }

    private void descend(String cell, JsonNode bucket, int depth, TreeMap<String, String> path) {
      if (depth == fields.size()) {
        add(cell, bucket, new Key(path));
        return;
      }
      complete &= bucket.path(BY).path("sum_other_doc_count").asLong() == 0;
      for (JsonNode each : bucket.path(BY).path("buckets")) {
        path.put(fields.get(depth), each.path("key_as_string").asText(each.path("key").asText()));
        descend(cell, each, depth + 1, path);
      }
      path.remove(fields.get(depth));
    }

    private void add(String cell, JsonNode bucket, Key key) {
      if (!keys.containsKey(key) && keys.size() >= limit) {
        complete = false;
        return;
      }
      keys.computeIfAbsent(key, k -> new LinkedHashMap<>()).put(cell, bucket);
    }
  }
}
