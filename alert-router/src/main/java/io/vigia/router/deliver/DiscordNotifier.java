package io.vigia.router.deliver;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
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
import org.jspecify.annotations.Nullable;

/**
 * An embed, by a webhook of a channel.
 *
 * @see <a href="https://discord.com/developers/docs/resources/webhook#execute-webhook">Discord,
 *     Execute Webhook</a>
 */
@ApplicationScoped
class DiscordNotifier implements Notifier {

  private static final int RED = 0x992D22;
  private static final int GREEN = 0x2ECC71;
  private static final int LONGEST_TITLE = 256;
  private static final int LONGEST_MESSAGE = 4096;
  private static final int LONGEST_CONTENT = 2000;

  @JsonNaming(SnakeCaseStrategy.class)
  record Settings(
      @Nullable HttpSettings httpConfig,
      @Nullable URI webhookUrl,
      @Nullable Path webhookUrlFile,
      @Nullable Template content,
      @Nullable Template title,
      @Nullable Template message,
      @Nullable Template username,
      @Nullable Template avatarUrl) {
    public Settings {
      Defaults.check("webhook_url", webhookUrl);
      Secret.required("webhook_url", webhookUrl, webhookUrlFile, "");
      content = Defaults.template(content, "{{ template \"discord.default.content\" . }}");
      title = Defaults.template(title, "{{ template \"discord.default.title\" . }}");
      message = Defaults.template(message, "{{ template \"discord.default.message\" . }}");
    }

    String address() {
      return Secret.required("webhook_url", webhookUrl, webhookUrlFile, "").read();
    }
  }

  record Embed(String title, String description, int color) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Message(
      String content,
      List<Embed> embeds,
      @JsonInclude(Include.NON_EMPTY) String username,
      @JsonInclude(Include.NON_EMPTY) String avatarUrl) {}

  private final ReceiverRelay relay;

  DiscordNotifier(ReceiverRelay relay) {
    this.relay = relay;
  }

  @Override
  public String type() {
    return "discord";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    return relay.tell(
        delivery,
        own.httpConfig(),
        say -> Request.json(own.address(), relay.json(message(own, say))));
  }

  private static Message message(Settings own, Rendering say) {
    var embed =
        new Embed(
            Rendering.cut(say.title(own.title()), LONGEST_TITLE),
            Rendering.cut(say.message(own.message()), LONGEST_MESSAGE),
            say.isFiring() ? RED : GREEN);
    return new Message(
        Rendering.cut(say.text(own.content()), LONGEST_CONTENT),
        List.of(embed),
        say.text(own.username()),
        say.text(own.avatarUrl()));
  }
}
