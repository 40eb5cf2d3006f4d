package io.vigia.watcher.discover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.cluster.Search;
import io.vigia.watcher.cluster.SearchClient;
import io.vigia.watcher.discover.DiscoveryConfig.SourceConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a field, however old the documents: a service that writes no more must not vanish
 * before its alert.
 */
@ApplicationScoped
class ValueSource implements DiscoverySource {

  private static final int MAX_VALUES = 1000;

  private final SearchClient clusters;

  ValueSource(SearchClient clusters) {
    this.clusters = clusters;
  }

  @Override
  public String kind() {
    return "values";
  }

  @Override
  public Uni<Findings> look(SourceConfig source) {
    return Uni.createFrom()
        .deferred(
            () -> {
              String pattern = Missing.required("pattern", source.pattern());
              String field = Missing.required("field", source.field());
              return values(source, pattern, field).map(values -> findings(values, pattern, field));
            });
  }

  /** One more than are taken. */
  private Uni<List<String>> values(SourceConfig source, String pattern, String field) {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("size", 0).put("track_total_hits", false);
    body.putObject("aggs")
        .putObject("values")
        .putObject("terms")
        .put("field", field)
        .put("size", MAX_VALUES + 1);
    var search =
        new Search(source.defaults().cluster(), pattern, body, source.timeout(), Search.Lane.SLOW);
    return clusters.search(search).map(ValueSource::keys);
  }

  private static List<String> complaints(List<String> values) {
    if (values.isEmpty()) {
      return List.of("there is no document");
    }
    return values.size() > MAX_VALUES ? List.of("more than " + MAX_VALUES + " values") : List.of();
  }

  private static Findings findings(List<String> values, String pattern, String field) {
    return Findings.of(
        values.stream()
            .limit(MAX_VALUES)
            .map(value -> new Found(value, value, pattern, field, null, value, null))
            .toList(),
        complaints(values));
  }

  private static List<String> keys(JsonNode answer) {
    var keys = new ArrayList<String>();
    for (JsonNode bucket : answer.path("aggregations").path("values").path("buckets")) {
      keys.add(bucket.path("key_as_string").asText(bucket.path("key").asText()));
    }
    return keys;
  }
}
