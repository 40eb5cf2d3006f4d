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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A message to a phone.
 *
 * @see <a href="https://pushover.net/api">Pushover, API</a>
 */
@ApplicationScoped
class PushoverNotifier implements Notifier {

  private static final String API = "https://api.pushover.net/1/messages.json";
  private static final int LONGEST_TITLE = 250;
  private static final int LONGEST_MESSAGE = 1024;
  private static final int LONGEST_URL = 512;

  @JsonNaming(SnakeCaseStrategy.class)
  record Settings(
      @Nullable HttpSettings httpConfig,
      @Nullable String userKey,
      @Nullable Path userKeyFile,
      @Nullable String token,
      @Nullable Path tokenFile,
      @Nullable Template title,
      @Nullable Template message,
      @Nullable Template url,
      @Nullable Template urlTitle,
      @Nullable Template device,
      @Nullable Template sound,
      @Nullable Template priority,
      @Nullable Duration retry,
      @Nullable Duration expire,
      @Nullable Duration ttl,
      @Nullable Boolean html,
      @Nullable Boolean monospace) {
    public Settings {
      Secret.required("user_key", userKey, userKeyFile, "");
      Secret.required("token", token, tokenFile, "");
      if (Boolean.TRUE.equals(html) && Boolean.TRUE.equals(monospace)) {
        throw new IllegalArgumentException("monospace: not together with html");
      }
      title = Defaults.template(title, "{{ template \"pushover.default.title\" . }}");
      message = Defaults.template(message, "{{ template \"pushover.default.message\" . }}");
      url = Defaults.template(url, "{{ template \"pushover.default.url\" . }}");
      priority = Defaults.template(priority, "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}");
      retry = Defaults.value(retry, Duration.ofMinutes(1));
      expire = Defaults.value(expire, Duration.ofHours(1));
    }
  }

  private final ReceiverRelay relay;

  PushoverNotifier(ReceiverRelay relay) {
    this.relay = relay;
  }

  @Override
  public String type() {
    return "pushover";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    return relay.tell(delivery, own.httpConfig(), say -> request(own, say));
  }

  static Request request(Settings own, Rendering say) {
    String query =
        parameters(own, say).entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return Request.post(URI.create(API + "?" + query), "text/plain", "");
  }

  private static Map<String, String> parameters(Settings own, Rendering say) {
    boolean isHtml = Boolean.TRUE.equals(own.html());
    @Nullable Template message = own.message();
    String text = isHtml ? say.htmlMessage(message) : say.message(message);
    text = Rendering.cut(text, LONGEST_MESSAGE).strip();
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("token", say.text(secret("token", own.token(), own.tokenFile())));
    parameters.put("user", say.text(secret("user_key", own.userKey(), own.userKeyFile())));
    parameters.put("title", Rendering.cut(say.title(own.title()), LONGEST_TITLE));
    if (isHtml) {
      parameters.put("html", "1");
    }
    if (Boolean.TRUE.equals(own.monospace())) {
      parameters.put("monospace", "1");
    }
    parameters.put("message", text.isEmpty() ? "(no details)" : text);
    parameters.put("url", Rendering.cut(say.text(own.url()), LONGEST_URL));
    parameters.put("url_title", say.text(own.urlTitle()));
    parameters.put("priority", say.text(own.priority()));
    parameters.put("retry", seconds(own.retry()));
    parameters.put("expire", seconds(own.expire()));
    parameters.put("device", say.text(own.device()));
    parameters.put("sound", say.text(own.sound()));
    if (own.ttl() != null && !own.ttl().isZero()) {
      parameters.put("ttl", seconds(own.ttl()));
    }
    return parameters;
  }

  private static Template secret(String field, @Nullable String inline, @Nullable Path file) {
    return Template.of(Secret.required(field, inline, file, "").read());
  }

  private static String seconds(@Nullable Duration time) {
    return String.valueOf(time == null ? 0 : time.toSeconds());
  }
}
