package io.vigia.router.deliver;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.outbound.OutboundClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Posts to an incoming webhook of Rocket.Chat. */
@ApplicationScoped
class RocketchatNotifier implements Notifier {

  /**
   * @param channel instead of the integration's own, where that may be chosen; so are the others
   */
  record Settings(
      @JsonProperty("webhook_url") URI webhookUrl,
      @Nullable String channel,
      @Nullable String username,
      @Nullable String avatar,
      @Nullable String emoji) {
    public Settings {
      OutboundClient.check("webhook_url", webhookUrl);
    }
  }

  /**
   * @see <a href="https://docs.rocket.chat/docs/integrations">Rocket.Chat, incoming webhooks</a>
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Payload(
      String text,
      @Nullable String channel,
      @Nullable String username,
      @Nullable String avatar,
      @Nullable String emoji,
      List<Attachment> attachments) {}

  record Attachment(
      String title, @JsonProperty("title_link") String titleLink, String text, String color) {}

  private final PostClient http;

  RocketchatNotifier(PostClient http) {
    this.http = http;
  }

  @Override
  public String type() {
    return "rocketchat";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    ChatText text = ChatText.of(delivery.notification());
    String link = delivery.notification().externalUrl().toString();
    var payload =
        new Payload(
            text.title(),
            own.channel(),
            own.username(),
            own.avatar(),
            own.emoji(),
            List.of(new Attachment(text.title(), link, text.text(), text.color())));
    return http.post(own.webhookUrl(), payload, delivery.id().toString(), Map.of());
  }
}
