package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.elasticsearch.client.Request;

/** What there is to watch: indices, and the fields in them. */
@ApplicationScoped
public class MappingClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ClusterWiring clusters;

  MappingClient(ClusterWiring clusters) {
    this.clusters = clusters;
  }

  /**
   * The fields of all indices that match, by name. An index whose shards are on no node does not
   * tell its fields.
   *
   * @return fails with {@link Unanswered}
   * @throws IllegalArgumentException naming the field {@code index}
   */
  public Uni<List<Field>> fields(String cluster, String pattern) {
    IndexPattern.check("index", pattern);
    return Uni.createFrom()
        .deferred(
            () -> {
              var request = new Request("GET", "/" + pattern + "/_field_caps");
              request.addParameter("fields", "*");
              return clusters.named(cluster).askAside(request, PATIENCE);
            })
        .map(FieldCapabilities::read);
  }

  /**
   * Names of indices, aliases and data streams, and patterns for many of them.
   *
   * @param part of a name; all when empty
   * @return fails with {@link Unanswered}
   * @throws IllegalArgumentException naming the field {@code q}
   */
  public Uni<List<String>> indices(String cluster, String part) {
    String pattern = part.isEmpty() ? "*" : "*" + IndexPattern.check("q", part) + "*";
    return listed(cluster, pattern, PATIENCE).map(IndexNames::read);
  }

  /**
   * Names of the indices and data streams that match, those without documents among them. None is
   * searched for that.
   *
   * @return fails with {@link Unanswered}, also when a name without {@code *} is not there
   * @throws IllegalArgumentException naming the field {@code pattern}
   */
  public Uni<List<String>> matching(String cluster, String pattern, Duration patience) {
    return listed(cluster, IndexPattern.check("pattern", pattern), patience)
        .map(IndexNames::holders);
  }

  private Uni<JsonNode> listed(String cluster, String pattern, Duration patience) {
    return Uni.createFrom()
        .deferred(
            () -> {
              ClusterClient asked = clusters.named(cluster);
              return asked
                  .dialect(patience)
                  .chain(
                      dialect ->
                          asked.askAside(new Request("GET", dialect.listing(pattern)), patience));
            });
  }
}
