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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message card for a connector of Microsoft Teams.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/outlook/actionable-messages/message-card-reference">Microsoft,
 *     message card</a>
 */
@ApplicationScoped
class MsteamsNotifier implements Notifier {

  private static final String RED = "8C1A1A";
  private static final String GREEN = "2DC72D";

  @JsonNaming(SnakeCaseStrategy.class)
  record Settings(
      @Nullable HttpSettings httpConfig,
      @Nullable URI webhookUrl,
      @Nullable Path webhookUrlFile,
      @Nullable Template title,
      @Nullable Template summary,
      @Nullable Template text) {
    public Settings {
      Defaults.check("webhook_url", webhookUrl);
      Secret.required("webhook_url", webhookUrl, webhookUrlFile, "");
      title = Defaults.template(title, "{{ template \"msteams.default.title\" . }}");
      summary = Defaults.template(summary, "{{ template \"msteams.default.summary\" . }}");
      text = Defaults.template(text, "{{ template \"msteams.default.text\" . }}");
    }

    String address() {
      return Secret.required("webhook_url", webhookUrl, webhookUrlFile, "").read();
    }
  }

  private final ReceiverRelay relay;

  MsteamsNotifier(ReceiverRelay relay) {
    this.relay = relay;
  }

  @Override
  public String type() {
    return "msteams";
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

  private static Map<String, String> card(Settings own, Rendering say) {
    return Map.of(
        "@context",
        "http://schema.org/extensions",
        "type",
        "MessageCard",
        "title",
        say.title(own.title()),
        "summary",
        say.title(own.summary()),
        "text",
        say.message(own.text()),
        "themeColor",
        say.isFiring() ? RED : GREEN);
  }
}
