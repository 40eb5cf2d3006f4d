package io.vigia.router.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.outbound.OutboundClient;
import io.vigia.kit.outbound.OutboundRefused;
import io.vigia.router.RouterConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Posts JSON to an address that a user wrote. What it says is not read: it may never end. */
@ApplicationScoped
class PostClient {

  private final OutboundClient http;
  private final ObjectMapper json;
  private final RouterConfig config;

  PostClient(OutboundClient http, ObjectMapper json, RouterConfig config) {
    this.http = http;
    this.json = json;
    this.config = config;
  }

  /**
   * @param id lets the receiver collapse repeats
   * @param headers beside those of every request
   */
  Uni<Receipt> post(URI url, Object body, String id, Map<String, String> headers) {
    return http.request(HttpMethod.POST, url, config.deliveryTimeout())
        .chain(
            request -> {
              request
                  .putHeader("Content-Type", "application/json")
                  .putHeader("Idempotency-Key", id);
              headers.forEach(request::putHeader);
              return request.as(BodyCodec.none()).sendBuffer(Buffer.buffer(written(body)));
            })
        .map(answer -> Receipt.ofHttp(answer.statusCode(), answer.getHeader("Retry-After")))
        .onFailure(OutboundRefused.class)
        .recoverWithItem(Receipt::ofRefusal);
  }

  /** The headers of a request that says who we are; none without a secret. */
  static Uni<Map<String, String>> authorization(String scheme, @Nullable Secret secret) {
    if (secret == null) {
      return Uni.createFrom().item(Map.of());
    }
    return Uni.createFrom()
        .item(secret::text)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .map(text -> Map.of("Authorization", scheme + " " + text));
  }

  private byte[] written(Object body) {
    try {
      return json.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a payload can always be written", e);
    }
  }
}
