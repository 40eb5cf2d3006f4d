package io.vigia.router.watchdog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import io.vigia.kit.outbound.OutboundClient;
import io.vigia.router.RouterConfig;
import io.vigia.router.watchdog.Wellness.Checks;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;

/** Posts that Vigía is alive. */
@ApplicationScoped
class WatchdogNotifier {

  record Alive(String service, Instant time, Checks checks) {}

  private final OutboundClient http;
  private final ObjectMapper json;
  private final RouterConfig config;

  WatchdogNotifier(OutboundClient http, ObjectMapper json, RouterConfig config) {
    this.http = http;
    this.json = json;
    this.config = config;
  }

  /**
   * Fails unless it was taken, with a message that holds no part of the address: it is a secret.
   */
  Uni<Void> send(URI url, Alive alive) {
    return http.request(HttpMethod.POST, url, config.deliveryTimeout())
        .chain(
            request ->
                request
                    .putHeader("Content-Type", "application/json")
                    .as(BodyCodec.none()) // what a receiver says is not read: it may never end
                    .sendBuffer(Buffer.buffer(body(alive))))
        .onFailure()
        .transform(failure -> new IllegalStateException(failure.getClass().getSimpleName()))
        .invoke(
            answer -> {
              if (answer.statusCode() < 200 || answer.statusCode() >= 300) {
                throw new IllegalStateException("HTTP " + answer.statusCode());
              }
            })
        .replaceWithVoid();
  }

  private byte[] body(Alive alive) {
    try {
      return json.writeValueAsBytes(alive);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a payload can always be written", e);
    }
  }
}
