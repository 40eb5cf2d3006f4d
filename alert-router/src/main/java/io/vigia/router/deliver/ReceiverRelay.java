package io.vigia.router.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.outbound.OutboundRefused;
import io.vigia.router.RouterConfig;
import io.vigia.router.http.Answer;
import io.vigia.router.http.HttpSettings;
import io.vigia.router.http.ReceiverClient;
import io.vigia.router.http.Request;
import io.vigia.router.route.RoutingWiring;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What notifiers share: a notification in the receiver's words, sent, and the answer's meaning. */
@ApplicationScoped
class ReceiverRelay {

  private static final Logger LOG = Logger.getLogger(ReceiverRelay.class);
  private static final int LONGEST_REASON = 300;

  private final ReceiverClient http;
  private final RoutingWiring routing;
  private final RouterConfig config;
  private final Clock clock;
  private final ObjectMapper json;

  ReceiverRelay(
      ReceiverClient http,
      RoutingWiring routing,
      RouterConfig config,
      Clock clock,
      ObjectMapper json) {
    this.http = http;
    this.routing = routing;
    this.config = config;
    this.clock = clock;
    this.json = json;
  }

  /**
   * Sends a message over HTTP.
   *
   * @param message makes the request; it may read files of secrets
   */
  Uni<Receipt> tell(
      Delivery delivery, @Nullable HttpSettings settings, Function<Rendering, Request> message) {
    return tell(delivery, settings, say -> List.of(message.apply(say)), ReceiverRelay::receipt);
  }

  /**
   * The same for messages of several requests, and answers that mean something of their own.
   *
   * @param requests one after the other, as long as they are taken
   */
  Uni<Receipt> tell(
      Delivery delivery,
      @Nullable HttpSettings settings,
      Function<Rendering, List<Request>> requests,
      Function<Answer, Receipt> meaning) {
    return composed(delivery, requests)
        .chain(list -> sent(delivery, settings, list, meaning))
        .onFailure(OutboundRefused.class)
        .recoverWithItem(Receipt::ofRefusal)
        .onFailure(UncheckedIOException.class)
        .recoverWithItem(e -> new Receipt.NotNow(String.valueOf(e.getMessage()), Optional.empty()));
  }

  /**
   * A message in the receiver's words, or in plain ones when a template of it fails. Off the event
   * loop: templates take time and secrets are read from files.
   */
  <T> Uni<T> composed(Delivery delivery, Function<Rendering, T> message) {
    return Uni.createFrom()
        .item(
            () -> {
              var say =
                  Rendering.of(
                      delivery.notification(), routing.current().templates(), clock.instant());
              T written = message.apply(say);
              if (say.fault().isEmpty()) {
                return written;
              }
              LOG.warnf(
                  "%s of receiver %s: %s; plain words are sent",
                  delivery.integration(), delivery.notification().receiver(), say.fault().get());
              return message.apply(say.plain(say.fault().get()));
            })
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private Uni<Receipt> sent(
      Delivery delivery,
      @Nullable HttpSettings settings,
      List<Request> requests,
      Function<Answer, Receipt> meaning) {
    if (requests.isEmpty()) {
      return Uni.createFrom().item(new Receipt.Taken());
    }
    Request first = requests.get(0).with("Idempotency-Key", delivery.id().toString());
    return http.send(first, settings, config.deliveryTimeout())
        .map(meaning)
        .chain(
            receipt ->
                receipt instanceof Receipt.Taken
                    ? sent(delivery, settings, requests.subList(1, requests.size()), meaning)
                    : Uni.createFrom().item(receipt));
  }

  /** Other than of a webhook, what a provider refuses once it refuses always. */
  static Receipt receipt(Answer answer) {
    Receipt receipt = Receipt.ofHttp(answer.status(), answer.retryAfter());
    if (receipt instanceof Receipt.Taken) {
      return receipt;
    }
    String why = reason("HTTP " + answer.status(), answer.start());
    boolean isLater =
        answer.status() == 408
            || answer.status() == 425
            || answer.status() == 429
            || answer.status() >= 500
            || answer.status() < 400;
    return receipt instanceof Receipt.NotNow notNow && isLater
        ? new Receipt.NotNow(why, notNow.retryAfter())
        : new Receipt.Rejected(why);
  }

  static String reason(String what, String body) {
    String text = body.strip();
    return text.isEmpty() ? what : what + ": " + Rendering.cut(text, LONGEST_REASON);
  }

  /** A payload as JSON. */
  String json(Object payload) {
    try {
      return json.writeValueAsString(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a payload can always be written", e);
    }
  }
}
