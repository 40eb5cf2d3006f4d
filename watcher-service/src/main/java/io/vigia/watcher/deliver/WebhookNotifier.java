package io.vigia.watcher.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.outbound.OutboundClient;
import io.vigia.kit.outbound.OutboundRefused;
import io.vigia.watcher.watch.DestinationSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Posts JSON to a url, with the delivery's key for collapsing. */
@ApplicationScoped
class WebhookNotifier implements DestinationNotifier {

  /** What a request needs for itself. */
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "idempotency-key");

  private final OutboundClient http;
  private final DeliverConfig config;

  WebhookNotifier(OutboundClient http, DeliverConfig config) {
    this.http = http;
    this.config = config;
    config.webhook().ifPresent(url -> OutboundClient.check("WATCHER_WEBHOOK", url));
  }

  @Override
  public String type() {
    return "webhook";
  }

  @Override
  public void check(String field, DestinationSpec spec) {
    if (spec.index() != null || spec.cluster() != null) {
      String wrong = spec.index() != null ? "index" : "cluster";
      throw new IllegalArgumentException(field + "." + wrong + ": a webhook has none");
    }
    if (spec.url() == null && config.webhook().isEmpty()) {
      throw new IllegalArgumentException(
          field + ".url: is required, for WATCHER_WEBHOOK (vigia.watcher.webhook) is not set");
    }
    if (spec.url() != null) {
      OutboundClient.check(field + ".url", WebhookUrl.example(field + ".url", spec.url()));
    }
    for (String name : spec.headers().keySet()) {
      if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
          || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            field + ".headers: a request may not have the header '" + name + "'");
      }
    }
  }

  @Override
  public String receiver(DestinationSpec spec, String cluster) {
    return Optional.ofNullable(spec.url())
        .or(() -> config.webhook().map(URI::toString))
        .map(WebhookUrl::words)
        .orElse("WATCHER_WEBHOOK");
  }

  @Override
  public JsonNode payload(UUID notice, DestinationSpec spec, ObjectNode facts) {
    return Payloads.webhook(notice, spec, facts);
  }

  @Override
  public Uni<Receipt> send(Delivery delivery) {
    String url = delivery.spec().url();
    if (url == null && config.webhook().isEmpty()) {
      return Uni.createFrom()
          .item(new Receipt.NotNow("WATCHER_WEBHOOK is not set", Optional.empty()));
    }
    URI to;
    Buffer body;
    try {
      to = url == null ? config.webhook().get() : WebhookUrl.of(url, delivery.facts());
      body = Buffer.buffer(delivery.payload(this).toString());
    } catch (IllegalArgumentException | PayloadTooLarge e) {
      return Uni.createFrom().item(new Receipt.Rejected(String.valueOf(e.getMessage())));
    }
    return http.request(HttpMethod.POST, to, config.deliveryTimeout())
        .chain(
            request ->
                headers(request, delivery)
                    .as(BodyCodec.none()) // what a receiver says is not read: it may never end
                    .sendBuffer(body))
        .map(answer -> Receipt.ofHttp(answer.statusCode(), answer.getHeader("Retry-After")))
        .onFailure(OutboundRefused.class)
        .recoverWithItem(Receipt::ofRefusal);
  }

  private static HttpRequest<Buffer> headers(HttpRequest<Buffer> request, Delivery delivery) {
    request.putHeader("Content-Type", "application/json");
    request.putHeader("Idempotency-Key", delivery.key());
    delivery
        .spec()
        .headers()
        .forEach(
            (name, text) ->
                request.putHeader(
                    name,
                    TextTemplate.of(name, text)
                        .render(delivery.facts())
                        .replaceAll("\\p{Cntrl}", " ")));
    return request;
  }
}
