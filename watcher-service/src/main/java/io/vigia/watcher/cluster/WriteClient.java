package io.vigia.watcher.cluster;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.elasticsearch.client.Request;
import org.jspecify.annotations.Nullable;

/** Adds documents to the clusters that are watched. */
@ApplicationScoped
public class WriteClient {

  /**
   * What the cluster said.
   *
   * @param retryAfter the header of that name, if there was one
   * @param body its beginning
   */
  public record Written(int status, @Nullable String retryAfter, String body) {}

  private final ClusterWiring clusters;

  WriteClient(ClusterWiring clusters) {
    this.clusters = clusters;
  }

  /** Whether there is a cluster of that name. */
  public boolean knows(String cluster) {
    return clusters.names().contains(cluster);
  }

  /**
   * Adds a document unless one of that id is there.
   *
   * @param document JSON
   * @return fails when the cluster does not answer
   */
  public Uni<Written> create(
      String cluster, String index, String id, String document, Duration time) {
    var request = new Request("PUT", "/" + index + "/_create/" + id);
    request.setJsonEntity(document);
    return Uni.createFrom().deferred(() -> clusters.named(cluster).write(request, time));
  }
}
