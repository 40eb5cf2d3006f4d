package io.vigia.router.deliver;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.outbound.OutboundClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one document per episode in an index of the suite's own cluster, or of one without keys.
 */
@ApplicationScoped
class OpenSearchNotifier implements Notifier {

  /**
   * @param url the cluster; the suite's own when absent
   */
  record Settings(String index, @Nullable URI url) {
    public Settings {
      if (index == null || !index.matches("[a-z0-9][a-z0-9._-]*")) {
        throw new IllegalArgumentException("index: a lower-case index name is required");
      }
      if (url != null) {
        OutboundClient.check("url", url);
      }
    }
  }

  private final BulkClient bulk;
  private final Optional<URI> ownCluster;
  private final String prefix;

  OpenSearchNotifier(
      BulkClient bulk,
      @ConfigProperty(name = "vigia.opensearch.url") Optional<URI> ownCluster,
      @ConfigProperty(name = "vigia.index-prefix") Optional<String> prefix) {
    this.bulk = bulk;
    this.ownCluster = ownCluster;
    this.prefix = prefix.orElse("");
  }

  @Override
  public String type() {
    return "opensearch";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public boolean isForPeople() {
    return false;
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    Optional<URI> cluster = Optional.ofNullable(own.url()).or(() -> ownCluster);
    return cluster.isEmpty()
        ? Uni.createFrom().item(new Receipt.Rejected("no cluster: vigia.opensearch.url"))
        : bulk.write(cluster.get(), prefix + own.index(), delivery.notification(), Map.of());
  }
}
