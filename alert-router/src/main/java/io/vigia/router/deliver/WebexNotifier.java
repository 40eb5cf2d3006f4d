package io.vigia.router.deliver;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import io.vigia.router.http.HttpSettings;
import io.vigia.router.http.Request;
import io.vigia.router.template.Template;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message into a room.
 *
 * @see <a href="https://developer.webex.com/docs/api/v1/messages/create-a-message">Webex, Create a
 *     Message</a>
 */
@ApplicationScoped
class WebexNotifier implements Notifier {

  private static final int MOST_BYTES = 7439;

  @JsonNaming(SnakeCaseStrategy.class)
  record Settings(
      @Nullable HttpSettings httpConfig,
      @Nullable URI apiUrl,
      @Nullable Template message,
      @Nullable Template roomId) {
    public Settings {
      if (roomId == null) {
        throw new IllegalArgumentException("room_id: is required");
      }
      if (httpConfig == null || httpConfig.authorization() == null) {
        throw new IllegalArgumentException(
            "http_config: authorization with the bot's token is required");
      }
      Defaults.check("api_url", apiUrl);
      apiUrl = Defaults.value(apiUrl, URI.create("https://webexapis.com/v1/messages"));
      message = Defaults.template(message, "{{ template \"webex.default.message\" . }}");
    }
  }

  private final ReceiverRelay relay;

  WebexNotifier(ReceiverRelay relay) {
    this.relay = relay;
  }

  @Override
  public String type() {
    return "webex";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public Map<String, String> globals() {
    return Map.of("webex_api_url", "api_url");
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    return relay.tell(
        delivery,
        own.httpConfig(),
        say -> Request.json(String.valueOf(own.apiUrl()), relay.json(message(own, say))));
  }

  private static Map<String, String> message(Settings own, Rendering say) {
    String text = say.message(own.message());
    return Map.of(
        "markdown", Rendering.cutBytes(text, MOST_BYTES), "roomId", say.text(own.roomId()));
  }
}
