package io.vigia.router.deliver;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import io.vigia.router.http.Answer;
import io.vigia.router.http.HttpSettings;
import io.vigia.router.http.Request;
import io.vigia.router.http.Secret;
import io.vigia.router.template.Template;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message with one attachment, by an incoming webhook.
 *
 * @see <a href="https://api.slack.com/reference/messaging/attachments">Slack, attachments</a>
 */
@ApplicationScoped
class SlackNotifier implements Notifier {

  private static final int LONGEST_TITLE = 1024;

  @JsonNaming(SnakeCaseStrategy.class)
  record Settings(
      @Nullable URI apiUrl,
      @Nullable Path apiUrlFile,
      @Nullable HttpSettings httpConfig,
      @Nullable Template channel,
      @Nullable Template username,
      @Nullable Template color,
      @Nullable Template title,
      @Nullable Template titleLink,
      @Nullable Template pretext,
      @Nullable Template text,
      @Nullable List<Field> fields,
      @Nullable Boolean shortFields,
      @Nullable Template footer,
      @Nullable Template fallback,
      @Nullable Template callbackId,
      @Nullable Template iconEmoji,
      @Nullable Template iconUrl,
      @Nullable Template imageUrl,
      @Nullable Template thumbUrl,
      @Nullable Boolean linkNames,
      @Nullable List<String> mrkdwnIn,
      @Nullable List<Action> actions) {
    public Settings {
      Defaults.check("api_url", apiUrl);
      Secret.required("api_url", apiUrl, apiUrlFile, "slack_api_url");
      username = Defaults.template(username, "{{ template \"slack.default.username\" . }}");
      color =
          Defaults.template(color, "{{ if eq .Status \"firing\" }}danger{{ else }}good{{ end }}");
      title = Defaults.template(title, "{{ template \"slack.default.title\" . }}");
      titleLink = Defaults.template(titleLink, "{{ template \"slack.default.titlelink\" . }}");
      pretext = Defaults.template(pretext, "{{ template \"slack.default.pretext\" . }}");
      text = Defaults.template(text, "{{ template \"slack.default.text\" . }}");
      footer = Defaults.template(footer, "{{ template \"slack.default.footer\" . }}");
      fallback = Defaults.template(fallback, "{{ template \"slack.default.fallback\" . }}");
      callbackId = Defaults.template(callbackId, "{{ template \"slack.default.callbackid\" . }}");
      iconEmoji = Defaults.template(iconEmoji, "{{ template \"slack.default.iconemoji\" . }}");
      iconUrl = Defaults.template(iconUrl, "{{ template \"slack.default.iconurl\" . }}");
    }

    String address() {
      return Secret.required("api_url", apiUrl, apiUrlFile, "").read();
    }
  }

  record Field(Template title, Template value, @JsonProperty("short") @Nullable Boolean isShort) {
    public Field {
      if (title == null || value == null) {
        throw new IllegalArgumentException("title: a field has a title and a value");
      }
    }
  }

  record Action(
      Template type,
      Template text,
      @Nullable Template url,
      @Nullable Template style,
      @Nullable Template name,
      @Nullable Template value,
      @Nullable Confirmation confirm) {
    public Action {
      if (type == null || text == null) {
        throw new IllegalArgumentException("type: an action has a type and a text");
      }
      if (url == null && name == null) {
        throw new IllegalArgumentException("url: an action has a url or a name");
      }
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  record Confirmation(
      Template text,
      @Nullable Template title,
      @Nullable Template okText,
      @Nullable Template dismissText) {
    public Confirmation {
      if (text == null) {
        throw new IllegalArgumentException("text: is required");
      }
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(Include.NON_EMPTY)
  record Message(
      String channel,
      String username,
      String iconEmoji,
      String iconUrl,
      @JsonInclude(Include.NON_DEFAULT) boolean linkNames,
      List<Attachment> attachments) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(Include.NON_EMPTY)
  record Attachment(
      String title,
      String titleLink,
      String pretext,
      @JsonInclude(Include.ALWAYS) String text,
      @JsonInclude(Include.ALWAYS) String fallback,
      @JsonInclude(Include.ALWAYS) String callbackId,
      List<Map<String, Object>> fields,
      List<Map<String, Object>> actions,
      String imageUrl,
      String thumbUrl,
      @JsonInclude(Include.ALWAYS) String footer,
      String color,
      List<String> mrkdwnIn) {}

  private final ReceiverRelay relay;

  SlackNotifier(ReceiverRelay relay) {
    this.relay = relay;
  }

  @Override
  public String type() {
    return "slack";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public Map<String, String> globals() {
    return Map.of("slack_api_url", "api_url", "slack_api_url_file", "api_url_file");
  }

  @Override
  public boolean sendsResolved() {
    return false;
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    return relay.tell(
        delivery,
        own.httpConfig(),
        say -> List.of(Request.json(own.address(), relay.json(message(own, say)))),
        SlackNotifier::receipt);
  }

  private static Message message(Settings own, Rendering say) {
    return new Message(
        say.text(own.channel()),
        say.text(own.username()),
        say.text(own.iconEmoji()),
        say.text(own.iconUrl()),
        Defaults.value(own.linkNames(), false),
        List.of(attachment(own, say)));
  }

  private static Attachment attachment(Settings own, Rendering say) {
    boolean isShort = Defaults.value(own.shortFields(), false);
    return new Attachment(
        Rendering.cut(say.title(own.title()), LONGEST_TITLE),
        say.text(own.titleLink()),
        say.text(own.pretext()),
        say.message(own.text()),
        say.text(own.fallback()),
        say.text(own.callbackId()),
        Defaults.value(own.fields(), List.<Field>of()).stream()
            .map(field -> field(field, isShort, say))
            .toList(),
        Defaults.value(own.actions(), List.<Action>of()).stream()
            .map(action -> action(action, say))
            .toList(),
        say.text(own.imageUrl()),
        say.text(own.thumbUrl()),
        say.text(own.footer()),
        say.text(own.color()),
        own.mrkdwnIn() == null || own.mrkdwnIn().isEmpty()
            ? List.of("fallback", "pretext", "text")
            : own.mrkdwnIn());
  }

  private static Map<String, Object> field(Field field, boolean isShort, Rendering say) {
    return Map.of(
        "title",
        say.text(field.title()),
        "value",
        say.text(field.value()),
        "short",
        Defaults.value(field.isShort(), isShort));
  }

  private static Map<String, Object> action(Action action, Rendering say) {
    var fields = new LinkedHashMap<String, Object>();
    put(fields, "type", action.type(), say);
    put(fields, "text", action.text(), say);
    put(fields, "url", action.url(), say);
    put(fields, "style", action.style(), say);
    put(fields, "name", action.name(), say);
    put(fields, "value", action.value(), say);
    Confirmation confirm = action.confirm();
    if (confirm != null) {
      var asked = new LinkedHashMap<String, Object>();
      put(asked, "text", confirm.text(), say);
      put(asked, "title", confirm.title(), say);
      put(asked, "ok_text", confirm.okText(), say);
      put(asked, "dismiss_text", confirm.dismissText(), say);
      fields.put("confirm", asked);
    }
    return fields;
  }

  private static void put(
      Map<String, Object> fields, String name, @Nullable Template template, Rendering say) {
    String text = say.text(template);
    if (!text.isEmpty()) {
      fields.put(name, text);
    }
  }

  /** Slack says with 200 what is wrong: webhooks "ok" or a word, the API {@code {"ok": false}}. */
  static Receipt receipt(Answer answer) {
    Receipt receipt = ReceiverRelay.receipt(answer);
    String said = answer.start().strip();
    boolean isError =
        answer.contentType().startsWith("application/json")
            ? said.replace(" ", "").contains("\"ok\":false")
            : !said.isEmpty() && !said.equals("ok");
    return receipt instanceof Receipt.Taken && isError
        ? new Receipt.Rejected(ReceiverRelay.reason("Slack", said))
        : receipt;
  }
}
