package io.vigia.watcher.ask;

import io.vigia.watcher.cluster.ClusterWiring;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.DefinitionCheck;
import jakarta.enterprise.context.ApplicationScoped;

/** The cluster is configured. */
@ApplicationScoped
class ClusterCheck implements DefinitionCheck {

  private final ClusterWiring clusters;

  ClusterCheck(ClusterWiring clusters) {
    this.clusters = clusters;
  }

  @Override
  public void check(String tenant, Definition definition) {
    if (!clusters.names().contains(definition.cluster())) {
      throw new IllegalArgumentException(
          "cluster: there is no '%s' in the configuration, only %s"
              .formatted(definition.cluster(), String.join(", ", clusters.names())));
    }
  }
}
