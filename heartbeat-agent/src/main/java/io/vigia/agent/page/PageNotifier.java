package io.vigia.agent.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import io.vigia.kit.outbound.OutboundClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;

/** Posts one alert event to the agent's own webhook, with the event's id for collapsing. */
@ApplicationScoped
class PageNotifier {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final OutboundClient http;
  private final ObjectMapper json;
  private final PageConfig config;

  PageNotifier(OutboundClient http, ObjectMapper json, PageConfig config) {
    this.http = http;
    this.json = json;
    this.config = config;
    config.url().ifPresent(url -> OutboundClient.check("vigia.agent.page.url", url));
  }

  /** Fails unless the webhook took it, with a message that holds no part of its address. */
  Uni<Void> send(URI url, Told told) {
    return http.request(HttpMethod.POST, url, TIMEOUT)
        .chain(
            request -> {
              request
                  .putHeader("Content-Type", "application/json")
                  .putHeader("Idempotency-Key", told.id().toString());
              config
                  .secretKey()
                  .ifPresent(key -> request.putHeader("Authorization", "Bearer " + key));
              return request
                  .as(BodyCodec.none()) // what a receiver says is not read: it may never end
                  .sendBuffer(Buffer.buffer(body(told)));
            })
        .onFailure()
        .transform(e -> new IllegalStateException(e.getClass().getSimpleName()))
        .invoke(
            answer -> {
              if (answer.statusCode() < 200 || answer.statusCode() >= 300) {
                throw new IllegalStateException("HTTP " + answer.statusCode());
              }
            })
        .replaceWithVoid();
  }

  private byte[] body(Told told) {
    try {
      return json.writeValueAsBytes(PagePayload.of(told.alert()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a payload can always be written", e);
    }
  }
}
