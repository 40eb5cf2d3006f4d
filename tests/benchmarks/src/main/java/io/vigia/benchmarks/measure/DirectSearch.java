package io.vigia.benchmarks.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.benchmarks.cluster.Cluster;
import io.vigia.benchmarks.question.Expected;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Asks for one window of one watcher alone, in words of its own. */
final class DirectSearch {

  private static final int MANY = 1_000;

  private final Cluster cluster;

  DirectSearch(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * What is true of the window of a run.
   *
   * @param documents that match
   * @param byService by the service, or by the empty text for a watcher that tells none apart
   */
  record Truth(long documents, Map<String, Expected> byService) {}

  Truth of(Run run) throws IOException {
    JsonNode answer = cluster.post("/" + run.watcher().index() + "/_search", body(run));
    if (answer.path("_shards").path("failed").asInt(1) > 0) {
      throw new IOException("no whole answer from " + run.watcher().index());
    }
    return read(run, answer);
  }

  static ObjectNode body(Run run) {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("size", 0).put("track_total_hits", true);
    ArrayNode filters = body.putObject("query").putObject("bool").putArray("filter");
    filters
        .addObject()
        .putObject("range")
        .putObject("@timestamp")
        .put("gte", run.windowFrom().toEpochMilli())
        .put("lt", run.windowTo().toEpochMilli())
        .put("format", "epoch_millis");
    JsonNode plain = run.watcher().plainFilter();
    if (!plain.isMissingNode()) {
      filters.add(plain);
    }
    run.watcher().question().narrow(filters);
    ObjectNode aggs = run.watcher().question().aggs();
    if (run.watcher().grouped()) {
      ObjectNode services = body.putObject("aggs").putObject("services");
      services.putObject("terms").put("field", "service").put("size", MANY);
      if (!aggs.isEmpty()) {
        services.set("aggs", aggs);
      }
    } else if (!aggs.isEmpty()) {
      body.set("aggs", aggs);
    }
    return body;
  }

  static Truth read(Run run, JsonNode answer) {
    var question = run.watcher().question();
    long documents = answer.path("hits").path("total").path("value").asLong();
    Map<String, Expected> found = new TreeMap<>();
    if (run.watcher().grouped()) {
      for (JsonNode each : answer.path("aggregations").path("services").path("buckets")) {
        found.put(each.path("key").asText(), question.read(each.path("doc_count").asLong(), each));
      }
    } else {
      found.put("", question.read(documents, answer.path("aggregations")));
    }
    return new Truth(documents, found);
  }
}
