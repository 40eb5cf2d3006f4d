package io.vigia.watcher.discover;

import io.smallrye.mutiny.Uni;
import io.vigia.watcher.cluster.MappingClient;
import io.vigia.watcher.discover.DiscoveryConfig.SourceConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The names of indices, empty ones among them; those of one series are one monitor. */
@ApplicationScoped
class IndexSource implements DiscoverySource {

  private final MappingClient clusters;

  IndexSource(MappingClient clusters) {
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
            () -> {
              String pattern = Missing.required("pattern", source.pattern());
              return clusters
                  .matching(source.defaults().cluster(), pattern, source.timeout())
                  .map(names -> findings(names, pattern));
            });
  }

  private static Findings findings(List<String> names, String pattern) {
    return Findings.of(
        Families.of(names), names.isEmpty() ? List.of("no index matches " + pattern) : List.of());
  }
}
