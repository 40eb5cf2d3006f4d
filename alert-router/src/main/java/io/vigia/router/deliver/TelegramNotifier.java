package io.vigia.router.deliver;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vigia.kit.deliver.Receipt;
import io.vigia.router.http.Answer;
import io.vigia.router.http.HttpSettings;
import io.vigia.router.http.Request;
import io.vigia.router.http.Secret;
import io.vigia.router.template.Template;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message of a bot.
 *
 * @see <a href="https://core.telegram.org/bots/api#sendmessage">Telegram, sendMessage</a>
 */
@ApplicationScoped
class TelegramNotifier implements Notifier {

  private static final int LONGEST = 4096;
  private static final List<String> MODES = List.of("HTML", "Markdown", "MarkdownV2", "");

  @JsonNaming(SnakeCaseStrategy.class)
  record Settings(
      @Nullable HttpSettings httpConfig,
      @Nullable URI apiUrl,
      @Nullable String botToken,
      @Nullable Path botTokenFile,
      @Nullable Long chatId,
      @Nullable Long messageThreadId,
      @Nullable Template message,
      @Nullable Boolean disableNotifications,
      @Nullable String parseMode) {
    public Settings {
      apiUrl = Defaults.base(apiUrl, "https://api.telegram.org");
      Secret.required("bot_token", botToken, botTokenFile, "telegram_bot_token");
      if (chatId == null || chatId == 0) {
        throw new IllegalArgumentException("chat_id: is required");
      }
      message = Defaults.template(message, "{{ template \"telegram.default.message\" . }}");
      parseMode = Defaults.value(parseMode, "HTML");
      if (!MODES.contains(parseMode)) {
        throw new IllegalArgumentException("parse_mode: one of HTML, Markdown, MarkdownV2 and ''");
      }
    }

    String address() {
      return apiUrl
          + "bot"
          + Secret.required("bot_token", botToken, botTokenFile, "").read()
          + "/sendMessage";
    }
  }

  private final ReceiverRelay relay;

  TelegramNotifier(ReceiverRelay relay) {
    this.relay = relay;
  }

  @Override
  public String type() {
    return "telegram";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public Map<String, String> globals() {
    return Map.of(
        "telegram_api_url",
        "api_url",
        "telegram_bot_token",
        "bot_token",
        "telegram_bot_token_file",
        "bot_token_file");
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    return relay.tell(
        delivery,
        own.httpConfig(),
        say -> List.of(Request.json(own.address(), relay.json(message(own, say)))),
        TelegramNotifier::receipt);
  }

  /** All values are texts, as Alertmanager's library writes them. */
  private static Map<String, String> message(Settings own, Rendering say) {
    @Nullable Template template = own.message();
    boolean isHtml = "HTML".equals(own.parseMode());
    var fields = new LinkedHashMap<String, String>();
    fields.put("chat_id", String.valueOf(own.chatId()));
    fields.put(
        "text", Rendering.cut(isHtml ? say.htmlMessage(template) : say.message(template), LONGEST));
    fields.put("disable_web_page_preview", "true");
    if (Boolean.TRUE.equals(own.disableNotifications())) {
      fields.put("disable_notification", "true");
    }
    if (own.parseMode() != null && !own.parseMode().isEmpty() && (isHtml || !say.isPlain())) {
      fields.put("parse_mode", own.parseMode());
    }
    if (own.messageThreadId() != null && own.messageThreadId() != 0) {
      fields.put("message_thread_id", String.valueOf(own.messageThreadId()));
    }
    return fields;
  }

  /** Telegram says in the body how long to wait. */
  static Receipt receipt(Answer answer) {
    Receipt receipt = ReceiverRelay.receipt(answer);
    return receipt instanceof Receipt.NotNow notNow && notNow.retryAfter().isEmpty()
        ? new Receipt.NotNow(notNow.why(), wait(answer.start()))
        : receipt;
  }

  private static Optional<Duration> wait(String body) {
    try {
      var parameters = new JsonObject(body).getJsonObject("parameters", new JsonObject());
      long seconds = parameters.getLong("retry_after", 0L);
      return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    } catch (DecodeException | ClassCastException e) {
      return Optional.empty();
    }
  }
}
