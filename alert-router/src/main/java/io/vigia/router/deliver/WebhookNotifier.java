package io.vigia.router.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.outbound.OutboundClient;
import io.vigia.kit.outbound.OutboundRefused;
import io.vigia.router.RouterConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** Posts Alertmanager's webhook payload, version "4", with the delivery's id for collapsing. */
@ApplicationScoped
class WebhookNotifier implements Notifier {

  record Settings(URI url) {
    public Settings {
      OutboundClient.check("url", url);
    }
  }

  private final OutboundClient http;
  private final ObjectMapper json;
  private final RouterConfig config;

  WebhookNotifier(OutboundClient http, ObjectMapper json, RouterConfig config) {
    this.http = http;
    this.json = json;
    this.config = config;
  }

  @Override
  public String type() {
    return "webhook";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    return http.request(HttpMethod.POST, ((Settings) settings).url(), config.deliveryTimeout())
        .chain(
            request ->
                request
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Idempotency-Key", delivery.id().toString())
                    .as(BodyCodec.none()) // what a receiver says is not read: it may never end
                    .sendBuffer(Buffer.buffer(body(delivery))))
        .map(answer -> Receipt.ofHttp(answer.statusCode(), answer.getHeader("Retry-After")))
        .onFailure(OutboundRefused.class)
        .recoverWithItem(Receipt::ofRefusal);
  }

  private byte[] body(Delivery delivery) {
    try {
      return json.writeValueAsBytes(WebhookPayload.of(delivery.notification()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a payload can always be written", e);
    }
  }
}
