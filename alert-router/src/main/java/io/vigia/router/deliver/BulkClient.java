package io.vigia.router.deliver;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes one document per episode into an index of OpenSearch or Elasticsearch. */
@ApplicationScoped
class BulkClient {

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

  BulkClient(OutboundClient http, ObjectMapper json, RouterConfig config) {
    this.http = http;
    this.json = json;
    this.config = config;
  }

  /**
   * @param headers beside the content type
   */
  Uni<Receipt> write(
      URI cluster, String index, Notification notification, Map<String, String> headers) {
    return http.request(HttpMethod.POST, bulk(cluster), config.deliveryTimeout())
        .chain(
            request -> {
              request.putHeader("Content-Type", "application/x-ndjson");
              headers.forEach(request::putHeader);
              return request.sendBuffer(Buffer.buffer(lines(notification, index)));
            })
        .map(BulkClient::receipt)
        .onFailure(OutboundRefused.class)
        .recoverWithItem(Receipt::ofRefusal);
  }

  /** Behind a proxy a cluster may have a path of its own. */
  private static URI bulk(URI cluster) {
    String text = cluster.toString();
    return URI.create((text.endsWith("/") ? text : text + "/") + "_bulk");
  }

  private static Receipt receipt(HttpResponse<Buffer> answer) {
    Receipt receipt = Receipt.ofHttp(answer.statusCode(), answer.getHeader("Retry-After"));
    return receipt instanceof Receipt.Taken ? ofItems(answer.bodyAsString()) : receipt;
  }

  /**
   * It is hopeless when the cluster is to blame for none of the failures.
   *
   * @param body says of each document what became of it
   */
  static Receipt ofItems(String body) {
    var answer = new JsonObject(body);
    if (!answer.getBoolean("errors", false)) {
      return new Receipt.Taken();
    }
    List<Integer> failures =
        answer.getJsonArray("items", new JsonArray()).stream()
            .map(item -> ((JsonObject) item).getJsonObject("index").getInteger("status"))
            .filter(status -> status >= 300)
            .toList();
    boolean hopeless = !failures.isEmpty() && failures.stream().allMatch(BulkClient::isHopeless);
    String start = body.substring(0, Math.min(300, body.length()));
    return hopeless ? new Receipt.Rejected(start) : new Receipt.NotNow(start, Optional.empty());
  }

  private static boolean isHopeless(int status) {
    return status >= 400 && status < 500 && status != 429;
  }

  private String lines(Notification notification, String index) {
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
