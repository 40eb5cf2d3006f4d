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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates and closes an alert per group, by its alias.
 *
 * @see <a href="https://docs.opsgenie.com/docs/alert-api">Opsgenie, Alert API</a>
 */
@ApplicationScoped
class OpsgenieNotifier implements Notifier {

  private static final int LONGEST_MESSAGE = 130;

  @JsonNaming(SnakeCaseStrategy.class)
  record Settings(
      @Nullable HttpSettings httpConfig,
      @Nullable Template apiKey,
      @Nullable Path apiKeyFile,
      @Nullable URI apiUrl,
      @Nullable Template message,
      @Nullable Template description,
      @Nullable Template source,
      @Nullable Map<String, Template> details,
      @Nullable Template entity,
      @Nullable List<Responder> responders,
      @Nullable Template actions,
      @Nullable Template tags,
      @Nullable Template note,
      @Nullable Template priority,
      @Nullable Boolean updateAlerts) {
    public Settings {
      Secret.required("api_key", apiKey, apiKeyFile, "opsgenie_api_key");
      apiUrl = Defaults.base(apiUrl, "https://api.opsgenie.com/");
      message = Defaults.template(message, "{{ template \"opsgenie.default.message\" . }}");
      description =
          Defaults.template(description, "{{ template \"opsgenie.default.description\" . }}");
      source = Defaults.template(source, "{{ template \"opsgenie.default.source\" . }}");
    }

    Template key() {
      return apiKey != null
          ? apiKey
          : Template.of(Secret.required("api_key", null, apiKeyFile, "").read());
    }
  }

  /** A team, user, escalation or schedule; of {@code teams} the name is a list. */
  record Responder(
      @Nullable Template id,
      @Nullable Template name,
      @Nullable Template username,
      @Nullable Template type) {
    public Responder {
      if (type == null || id == null && name == null && username == null) {
        throw new IllegalArgumentException(
            "type: a responder has a type, and an id, a name or a username");
      }
    }
  }

  private final ReceiverRelay relay;

  OpsgenieNotifier(ReceiverRelay relay) {
    this.relay = relay;
  }

  @Override
  public String type() {
    return "opsgenie";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public Map<String, String> globals() {
    return Map.of(
        "opsgenie_api_url",
        "api_url",
        "opsgenie_api_key",
        "api_key",
        "opsgenie_api_key_file",
        "api_key_file");
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    return relay.tell(
        delivery, own.httpConfig(), say -> requests(own, say), ReceiverRelay::receipt);
  }

  private List<Request> requests(Settings own, Rendering say) {
    String key = "GenieKey " + say.text(own.key());
    String alert = own.apiUrl() + "v2/alerts";
    String alias = alert + "/" + say.groupHash();
    var requests = new ArrayList<Request>();
    if (say.isFiring()) {
      var created = created(own, say);
      requests.add(Request.json(alert, relay.json(created)));
      if (Boolean.TRUE.equals(own.updateAlerts())) {
        requests.add(update(alias, "message", created));
        requests.add(update(alias, "description", created));
      }
    } else {
      var closed = Map.of("source", say.text(own.source()));
      requests.add(Request.json(alias + "/close?identifierType=alias", relay.json(closed)));
    }
    return requests.stream().map(request -> request.with("Authorization", key)).toList();
  }

  private Request update(String alias, String field, Map<String, Object> created) {
    Object value = created.getOrDefault(field, "");
    Map<String, Object> body = "".equals(value) ? Map.of() : Map.of(field, value);
    return Request.json(alias + "/" + field + "?identifierType=alias", relay.json(body)).by("PUT");
  }

  private static Map<String, Object> created(Settings own, Rendering say) {
    var details = new TreeMap<String, String>(WebhookPayload.of(say.notification()).commonLabels());
    details.putAll(say.texts(Defaults.value(own.details(), Map.<String, Template>of())));
    var alert = new LinkedHashMap<String, Object>();
    alert.put("alias", say.groupHash());
    alert.put("message", Rendering.cut(say.title(own.message()), LONGEST_MESSAGE));
    alert.put("description", say.message(own.description()));
    alert.put("details", details);
    alert.put("source", say.text(own.source()));
    alert.put("responders", responders(own, say));
    alert.put("tags", split(say.text(own.tags())));
    alert.put("note", say.text(own.note()));
    alert.put("priority", say.text(own.priority()));
    alert.put("entity", say.text(own.entity()));
    alert.put("actions", split(say.text(own.actions())));
    alert.values().removeIf(value -> "".equals(value) || List.of().equals(value));
    alert.putIfAbsent("message", "");
    alert.putIfAbsent("source", "");
    return alert;
  }

  private static List<Map<String, String>> responders(Settings own, Rendering say) {
    return Defaults.value(own.responders(), List.<Responder>of()).stream()
        .flatMap(responder -> responder(responder, say))
        .toList();
  }

  /** None for one that the alerts fill and left empty. */
  private static Stream<Map<String, String>> responder(Responder responder, Rendering say) {
    String type = say.text(responder.type());
    String name = say.text(responder.name());
    if (type.equals("teams")) {
      return split(name).stream().map(team -> Map.of("name", team, "type", "team"));
    }
    var fields = new LinkedHashMap<String, String>();
    fields.put("id", say.text(responder.id()));
    fields.put("name", name);
    fields.put("username", say.text(responder.username()));
    fields.values().removeIf(String::isEmpty);
    if (fields.isEmpty() && type.isEmpty()) {
      return Stream.empty();
    }
    fields.put("type", type);
    return Stream.of(fields);
  }

  private static List<String> split(String text) {
    return Stream.of(text.strip().split(",")).filter(part -> !part.isEmpty()).toList();
  }
}
