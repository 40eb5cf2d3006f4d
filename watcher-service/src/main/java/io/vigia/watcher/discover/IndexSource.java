package io.vigia.watcher.discover;

import io.smallrye.mutiny.Uni;
import io.vigia.watcher.cluster.SearchClient;
import io.vigia.watcher.discover.DiscoveryConfig.SourceConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** The names of indices that hold documents; those of one series are one monitor. */
@ApplicationScoped
class IndexSource implements DiscoverySource {

  private final SearchClient clusters;

  IndexSource(SearchClient clusters) {
    this.clusters = clusters;
  }

  @Override
  public String kind() {
    return "indices";
  }

  @Override
  public Uni<Findings> look(SourceConfig source) {
    return Uni.createFrom()
        .deferred(
            () ->
                ValueSource.values(
                    clusters, source, Missing.required("pattern", source.pattern()), "_index"))
        .map(names -> Findings.of(Families.of(names), ValueSource.complaints(names)));
  }
}
