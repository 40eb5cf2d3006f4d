package io.vigia.router.deliver;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Episode;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.outbound.OutboundClient;
import io.vigia.kit.outbound.OutboundRefused;
import io.vigia.router.RouterConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Keeps one document per episode in an OpenSearch or Elasticsearch index. */
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

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Document(
      @JsonProperty("@timestamp") Instant timestamp,
      Episode episode,
      String tenant,
      Alert.Status status,
      String alertname,
      Map<String, String> labels,
      Map<String, String> annotations,
      Instant startsAt,
      @Nullable Instant endsAt,
      @Nullable Double value,
      String source,
      String receiver,
      String groupKey) {}

  private final OutboundClient http;
  private final ObjectMapper json;
  private final RouterConfig config;
  private final Optional<URI> ownCluster;
  private final String prefix;

  OpenSearchNotifier(
      OutboundClient http,
      ObjectMapper json,
      RouterConfig config,
      @ConfigProperty(name = "vigia.opensearch.url") Optional<URI> ownCluster,
      @ConfigProperty(name = "vigia.index-prefix") Optional<String> prefix) {
    this.http = http;
    this.json = json;
    this.config = config;
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
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    Optional<URI> cluster = Optional.ofNullable(own.url()).or(() -> ownCluster);
    if (cluster.isEmpty()) {
      return Uni.createFrom().item(new Receipt.Rejected("no cluster: vigia.opensearch.url"));
    }
    URI bulk = cluster.get().resolve("/_bulk");
    return http.request(HttpMethod.POST, bulk, config.deliveryTimeout())
        .chain(
            request ->
                request
                    .putHeader("Content-Type", "application/x-ndjson")
                    .sendBuffer(Buffer.buffer(bulk(delivery.notification(), prefix + own.index()))))
        .map(OpenSearchNotifier::receipt)
        .onFailure(OutboundRefused.class)
        .recoverWithItem(Receipt::ofRefusal);
  }

  private static Receipt receipt(HttpResponse<Buffer> answer) {
    Receipt receipt = Receipt.ofHttp(answer.statusCode(), answer.getHeader("Retry-After"));
    return receipt instanceof Receipt.Taken
        ? itemErrors(answer.bodyAsJsonObject().getBoolean("errors", false), answer.bodyAsString())
        : receipt;
  }

  private static Receipt itemErrors(boolean errors, String body) {
    if (!errors) {
      return new Receipt.Taken();
    }
    String start = body.substring(0, Math.min(300, body.length()));
    return body.contains("\"status\":400")
        ? new Receipt.Rejected(start)
        : new Receipt.NotNow(start, Optional.empty());
  }

  private String bulk(Notification notification, String index) {
    var lines = new StringBuilder();
    for (Alert alert : notification.alerts()) {
      String id = alert.tenant() + "-" + alert.episode();
      lines
          .append(line(Map.of("index", Map.of("_index", index, "_id", id))))
          .append(line(document(alert, notification)));
    }
    return lines.toString();
  }

  private static Document document(Alert alert, Notification notification) {
    return new Document(
        alert.observedAt(),
        alert.episode(),
        alert.tenant(),
        alert.status(),
        alert.name(),
        alert.labels().values(),
        alert.annotations(),
        alert.startsAt(),
        alert.endsAt(),
        alert.value(),
        alert.source(),
        notification.receiver(),
        notification.groupKey());
  }

  private String line(Object value) {
    try {
      return json.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document can always be written", e);
    }
  }
}
