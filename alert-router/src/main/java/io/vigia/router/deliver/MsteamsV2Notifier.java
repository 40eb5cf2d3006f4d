package io.vigia.router.deliver;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import io.vigia.router.http.HttpSettings;
import io.vigia.router.http.Request;
import io.vigia.router.http.Secret;
import io.vigia.router.template.Template;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An adaptive card for a workflow of Microsoft Teams.
 *
 * @see <a href="https://learn.microsoft.com/en-us/connectors/teams/">Microsoft, Teams connector</a>
 */
@ApplicationScoped
class MsteamsV2Notifier implements Notifier {

  @JsonNaming(SnakeCaseStrategy.class)
  record Settings(
      @Nullable HttpSettings httpConfig,
      @Nullable URI webhookUrl,
      @Nullable Path webhookUrlFile,
      @Nullable Template title,
      @Nullable Template text) {
    public Settings {
      Defaults.check("webhook_url", webhookUrl);
      Secret.required("webhook_url", webhookUrl, webhookUrlFile, "");
      title = Defaults.template(title, "{{ template \"msteamsv2.default.title\" . }}");
      text = Defaults.template(text, "{{ template \"msteamsv2.default.text\" . }}");
    }

    String address() {
      return Secret.required("webhook_url", webhookUrl, webhookUrlFile, "").read();
    }
  }

  record Attachment(String contentType, @Nullable String contentUrl, Map<String, Object> content) {}

  record Message(String type, List<Attachment> attachments) {}

  private final ReceiverRelay relay;

  MsteamsV2Notifier(ReceiverRelay relay) {
    this.relay = relay;
  }

  @Override
  public String type() {
    return "msteamsv2";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    return relay.tell(
        delivery, own.httpConfig(), say -> Request.json(own.address(), relay.json(card(own, say))));
  }

  private static Message card(Settings own, Rendering say) {
    var title =
        Map.of(
            "type", "TextBlock",
            "text", say.title(own.title()),
            "weight", "Bolder",
            "size", "Medium",
            "wrap", true,
            "style", "heading",
            "color", say.isFiring() ? "Attention" : "Good");
    var text = Map.of("type", "TextBlock", "text", say.message(own.text()), "wrap", true);
    var content =
        Map.<String, Object>of(
            "$schema", "http://adaptivecards.io/schemas/adaptive-card.json",
            "type", "AdaptiveCard",
            "version", "1.2",
            "body", List.of(title, text),
            "msteams", Map.of("width", "full"));
    return new Message(
        "message",
        List.of(new Attachment("application/vnd.microsoft.card.adaptive", null, content)));
  }
}
