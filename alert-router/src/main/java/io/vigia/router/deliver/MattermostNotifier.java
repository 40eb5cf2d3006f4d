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

/** Posts to an incoming webhook of Mattermost. */
@ApplicationScoped
class MattermostNotifier implements Notifier {

  /**
   * @param channel instead of the webhook's own, where that may be chosen; so are the others
   */
  record Settings(
      @JsonProperty("webhook_url") URI webhookUrl,
      @Nullable String channel,
      @Nullable String username,
      @JsonProperty("icon_url") @Nullable String iconUrl,
      @JsonProperty("icon_emoji") @Nullable String iconEmoji) {
    public Settings {
      OutboundClient.check("webhook_url", webhookUrl);
    }
  }

  /**
   * @see <a href="https://developers.mattermost.com/integrate/webhooks/incoming/">Mattermost,
   *     incoming webhooks</a>
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Payload(
      @Nullable String channel,
      @Nullable String username,
      @JsonProperty("icon_url") @Nullable String iconUrl,
      @JsonProperty("icon_emoji") @Nullable String iconEmoji,
      List<Attachment> attachments) {}

  record Attachment(
      String fallback,
      String color,
      String title,
      @JsonProperty("title_link") String titleLink,
      String text) {}

  private final PostClient http;

  MattermostNotifier(PostClient http) {
    this.http = http;
  }

  @Override
  public String type() {
    return "mattermost";
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
            own.channel(),
            own.username(),
            own.iconUrl(),
            own.iconEmoji(),
            List.of(new Attachment(text.title(), text.color(), text.title(), link, text.text())));
    return http.post(own.webhookUrl(), payload, delivery.id().toString(), Map.of());
  }
}
