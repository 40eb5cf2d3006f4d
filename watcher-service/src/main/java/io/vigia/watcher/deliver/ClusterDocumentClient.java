package io.vigia.watcher.deliver;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import io.vigia.watcher.cluster.WriteClient;
import jakarta.enterprise.context.ApplicationScoped;

/** The clusters that are watched, by their names. */
@ApplicationScoped
class ClusterDocumentClient implements DocumentClient {

  private final WriteClient clusters;
  private final DeliverConfig config;

  ClusterDocumentClient(WriteClient clusters, DeliverConfig config) {
    this.clusters = clusters;
    this.config = config;
  }

  @Override
  public boolean knows(String cluster) {
    return clusters.knows(cluster);
  }

  @Override
  public Uni<Receipt> create(String cluster, String index, String id, String document) {
    return clusters
        .create(cluster, index, id, document, config.deliveryTimeout())
        .map(
            written ->
                ElasticAnswer.receipt(written.status(), written.retryAfter(), written.body()));
  }
}
