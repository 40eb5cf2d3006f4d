package io.vigia.watcher.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.outbound.OutboundClient;
import io.vigia.kit.outbound.OutboundRefused;
import io.vigia.watcher.watch.DestinationSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes a document, by the delivery's key: however often it is tried, there is one. */
@ApplicationScoped
class ElasticsearchNotifier implements DestinationNotifier {

  private final OutboundClient http;
  private final DocumentClient clusters;
  private final DeliverConfig config;
  private final Optional<ElasticAddress> own;
  private final String defaultIndex;

  ElasticsearchNotifier(
      OutboundClient http,
      DocumentClient clusters,
      DeliverConfig config,
      @ConfigProperty(name = "vigia.index-prefix") Optional<String> prefix) {
    this.http = http;
    this.clusters = clusters;
    this.config = config;
    this.own = config.elasticUrl().map(url -> ElasticAddress.of(url, config.elasticApiKey()));
    this.defaultIndex = prefix.orElse("") + config.elasticIndex();
    own.ifPresent(address -> OutboundClient.check("WATCHER_ELASTIC_URL", address.url()));
    index("WATCHER_ELASTIC_INDEX", defaultIndex);
  }

  @Override
  public String type() {
    return "elasticsearch";
  }

  @Override
  public void check(String field, DestinationSpec spec) {
    if (spec.url() != null || !spec.headers().isEmpty()) {
      throw new IllegalArgumentException(
          "%s.%s: is for webhooks; an elasticsearch destination names a cluster of the configuration, or has the one at WATCHER_ELASTIC_URL"
              .formatted(field, spec.url() != null ? "url" : "headers"));
    }
    if (spec.cluster() != null && !clusters.knows(spec.cluster())) {
      throw new IllegalArgumentException(
          field + ".cluster: there is no cluster '" + spec.cluster() + "' in the configuration");
    }
    if (spec.index() != null) {
      index(field + ".index", spec.index());
    }
    if (spec.payload() != null && !spec.payload().isObject()) {
      throw new IllegalArgumentException(field + ".payload: a document is an object");
    }
  }

  @Override
  public String receiver(DestinationSpec spec, String cluster) {
    return spec.cluster() == null && own.isPresent()
        ? own.get().words()
        : "cluster " + Objects.requireNonNullElse(spec.cluster(), cluster);
  }

  @Override
  public JsonNode payload(UUID notice, DestinationSpec spec, ObjectNode facts) {
    return Payloads.document(notice, spec, facts);
  }

  @Override
  public Uni<Receipt> send(Delivery delivery) {
    String document;
    String index = index(delivery.spec());
    try {
      index("index", index);
      document = delivery.payload(this).toString();
    } catch (IllegalArgumentException | PayloadTooLarge e) {
      return Uni.createFrom().item(new Receipt.Rejected(String.valueOf(e.getMessage())));
    }
    var spec = delivery.spec();
    if (spec.cluster() == null && own.isPresent()) {
      return post(own.get(), index + "/_create/" + delivery.key(), document);
    }
    String cluster = Objects.requireNonNullElse(spec.cluster(), Facts.cluster(delivery.facts()));
    return clusters.knows(cluster)
        ? clusters.create(cluster, index, delivery.key(), document)
        : Uni.createFrom()
            .item(new Receipt.NotNow("there is no cluster " + cluster, Optional.empty()));
  }

  private Uni<Receipt> post(ElasticAddress address, String path, String document) {
    return http.request(HttpMethod.PUT, address.url().resolve(path), config.deliveryTimeout())
        .chain(
            request -> {
              request.putHeader("Content-Type", "application/json");
              address.authorization().ifPresent(value -> request.putHeader("Authorization", value));
              return request.sendBuffer(Buffer.buffer(document));
            })
        .map(
            answer ->
                ElasticAnswer.receipt(
                    answer.statusCode(), answer.getHeader("Retry-After"), answer.bodyAsString()))
        .onFailure(OutboundRefused.class)
        .recoverWithItem(Receipt::ofRefusal);
  }

  private String index(DestinationSpec spec) {
    return Objects.requireNonNullElse(spec.index(), defaultIndex);
  }

  /**
   * One index that can be written to, not a pattern; none whose name begins with a dot, for there
   * clusters and what runs in them keep their own.
   */
  private static void index(String field, String name) {
    if (!name.matches("[a-z0-9][a-z0-9._-]{0,200}")) {
      throw new IllegalArgumentException(
          field
              + ": the name of one index is expected, of a-z, 0-9, dots and dashes, such as watcher-alerts, that does not begin with a dot");
    }
  }
}
