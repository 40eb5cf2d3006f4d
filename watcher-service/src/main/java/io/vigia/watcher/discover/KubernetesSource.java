package io.vigia.watcher.discover;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vigia.watcher.discover.DiscoveryConfig.SourceConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Deployments with annotations {@code vigia.io/freshness-…}. A client lives for one look only:
 * without a source of this kind nothing of it is loaded.
 */
@ApplicationScoped
class KubernetesSource implements DiscoverySource {

  private static final long PAGE = 200;

  private final Vertx vertx;

  KubernetesSource(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public String kind() {
    return "kubernetes";
  }

  @Override
  public Uni<Findings> look(SourceConfig source) {
    return Uni.createFrom()
        .item(() -> find(source))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private Findings find(SourceConfig source) {
    var found = new ArrayList<Found>();
    var complaints = new ArrayList<String>();
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(config(source))
            .withHttpClientFactory(new VertxHttpClientFactory(vertx))
            .build()) {
      for (String namespace : source.namespaces().orElse(List.of(""))) {
        find(client, namespace, found, complaints);
      }
    }
    return Findings.of(found, complaints);
  }

  private static void find(
      KubernetesClient client, String namespace, List<Found> found, List<String> complaints) {
    String next = null;
    do {
      var options = new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build();
      var deployments = client.apps().deployments();
      DeploymentList page =
          namespace.isEmpty()
              ? deployments.inAnyNamespace().list(options)
              : deployments.inNamespace(namespace).list(options);
      page.getItems().forEach(one -> add(one, found, complaints));
      next = page.getMetadata() == null ? null : page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty() && found.size() <= MAX_FOUND);
  }

  private static void add(Deployment one, List<Found> found, List<String> complaints) {
    var meta = one.getMetadata();
    if (meta.getAnnotations() == null) {
      return;
    }
    try {
      Annotations.found(meta.getNamespace(), meta.getName(), meta.getAnnotations())
          .ifPresent(found::add);
    } catch (IllegalArgumentException e) {
      complaints.add(meta.getNamespace() + "/" + meta.getName() + ": " + e.getMessage());
    }
  }

  private static Config config(SourceConfig source) {
    if (source.url().isEmpty()) {
      return new ConfigBuilder().build();
    }
    var config = new ConfigBuilder(Config.empty()).withMasterUrl(source.url().get());
    source.password().ifPresent(config::withOauthToken);
    source.ca().ifPresent(file -> config.withCaCertFile(file.toString()));
    return config
        .withRequestTimeout((int) source.timeout().toMillis())
        .withRequestRetryBackoffLimit(1)
        .build();
  }
}
