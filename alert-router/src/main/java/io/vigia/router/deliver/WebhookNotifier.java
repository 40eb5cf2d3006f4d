package io.vigia.router.deliver;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import io.vigia.router.http.HttpSettings;
import io.vigia.router.http.Request;
import io.vigia.router.http.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Posts Alertmanager's webhook payload, version "4", with the delivery's id for collapsing. */
@ApplicationScoped
class WebhookNotifier implements Notifier {

  /**
   * @param maxAlerts alerts of a group that are sent; the others are counted. 0 for all
   * @param timeout of one try, within that of all deliveries
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Settings(
      @Nullable URI url,
      @Nullable Path urlFile,
      @Nullable HttpSettings httpConfig,
      @Nullable Integer maxAlerts,
      @Nullable Duration timeout) {
    public Settings {
      Defaults.check("url", url);
      Secret.required("url", url, urlFile, "");
      if (maxAlerts != null && maxAlerts < 0) {
        throw new IllegalArgumentException("max_alerts: 0, or how many");
      }
    }

    String address() {
      return Secret.required("url", url, urlFile, "").read();
    }
  }

  private final ReceiverRelay relay;

  WebhookNotifier(ReceiverRelay relay) {
    this.relay = relay;
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
    var own = (Settings) settings;
    Uni<Receipt> told =
        relay.tell(
            delivery,
            own.httpConfig(),
            say -> List.of(request(own, delivery.notification())),
            answer -> Receipt.ofHttp(answer.status(), answer.retryAfter()));
    return own.timeout() == null || own.timeout().isZero()
        ? told
        : told.ifNoItem().after(own.timeout()).fail();
  }

  /** What a receiver says is not read: it may never end. */
  private Request request(Settings own, Notification notification) {
    int most = Defaults.value(own.maxAlerts(), 0);
    return Request.json(own.address(), relay.json(WebhookPayload.of(notification.limited(most))))
        .unread();
  }
}
