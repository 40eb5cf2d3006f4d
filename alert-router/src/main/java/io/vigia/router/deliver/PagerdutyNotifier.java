package io.vigia.router.deliver;

import com.fasterxml.jackson.annotation.JsonProperty;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Triggers and resolves an incident per group.
 *
 * @see <a href="https://developer.pagerduty.com/docs/events-api-v2/trigger-events/">PagerDuty,
 *     Events API v2</a>
 */
@ApplicationScoped
class PagerdutyNotifier implements Notifier {

  private static final String V1 =
      "https://events.pagerduty.com/generic/2010-04-15/create_event.json";
  private static final String V2 = "https://events.pagerduty.com/v2/enqueue";
  private static final int LONGEST_SUMMARY = 1024;
  private static final int MOST_BYTES = 512_000;

  private static final Map<String, Template> DETAILS =
      Map.of(
          "firing",
          Template.of("{{ template \"pagerduty.default.instances\" .Alerts.Firing }}"),
          "resolved",
          Template.of("{{ template \"pagerduty.default.instances\" .Alerts.Resolved }}"),
          "num_firing",
          Template.of("{{ .Alerts.Firing | len }}"),
          "num_resolved",
          Template.of("{{ .Alerts.Resolved | len }}"));

  /**
   * @param serviceKey of the old Events API v1
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Settings(
      @Nullable HttpSettings httpConfig,
      @Nullable String serviceKey,
      @Nullable Path serviceKeyFile,
      @Nullable String routingKey,
      @Nullable Path routingKeyFile,
      @Nullable URI url,
      @Nullable Template client,
      @Nullable Template clientUrl,
      @Nullable Template description,
      @Nullable Map<String, Template> details,
      @Nullable List<Image> images,
      @Nullable List<Link> links,
      @Nullable Template source,
      @Nullable Template severity,
      @Nullable Template component,
      @JsonProperty("class") @Nullable Template kind,
      @Nullable Template group) {
    public Settings {
      if (Secret.of("service_key", serviceKey, serviceKeyFile).isEmpty()) {
        Secret.required("routing_key", routingKey, routingKeyFile, "");
      }
      Secret.of("routing_key", routingKey, routingKeyFile);
      Defaults.check("url", url);
      client = Defaults.template(client, "{{ template \"pagerduty.default.client\" . }}");
      clientUrl = Defaults.template(clientUrl, "{{ template \"pagerduty.default.clientURL\" . }}");
      description =
          Defaults.template(description, "{{ template \"pagerduty.default.description\" . }}");
      severity = Defaults.template(severity, "error");
      source = source == null ? client : source;
      var all = new TreeMap<>(DETAILS);
      all.putAll(Defaults.value(details, Map.<String, Template>of()));
      details = all;
    }

    boolean isV1() {
      return serviceKey != null || serviceKeyFile != null;
    }

    String key() {
      return isV1()
          ? Secret.required("service_key", serviceKey, serviceKeyFile, "").read()
          : Secret.required("routing_key", routingKey, routingKeyFile, "").read();
    }
  }

  record Image(@Nullable Template src, @Nullable Template alt, @Nullable Template href) {}

  record Link(@Nullable Template href, @Nullable Template text) {}

  private final ReceiverRelay relay;

  PagerdutyNotifier(ReceiverRelay relay) {
    this.relay = relay;
  }

  @Override
  public String type() {
    return "pagerduty";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public Map<String, String> globals() {
    return Map.of("pagerduty_url", "url");
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    return relay.tell(delivery, own.httpConfig(), say -> request(own, say));
  }

  private Request request(Settings own, Rendering say) {
    String url = own.isV1() ? V1 : own.url() == null ? V2 : own.url().toString();
    Map<String, Object> event = own.isV1() ? old(own, say) : event(own, say);
    String body = relay.json(event);
    if (body.length() > MOST_BYTES || Rendering.bytes(body) > MOST_BYTES) {
      body = relay.json(withoutDetails(event));
    }
    return Request.json(url, body);
  }

  static Map<String, Object> event(Settings own, Rendering say) {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("summary", summary(own, say));
    payload.put("source", say.text(own.source()));
    payload.put("severity", say.text(own.severity()));
    putUnlessEmpty(payload, "class", say.text(own.kind()));
    putUnlessEmpty(payload, "component", say.text(own.component()));
    putUnlessEmpty(payload, "group", say.text(own.group()));
    payload.put("custom_details", details(own, say));
    var event = new LinkedHashMap<String, Object>();
    event.put("routing_key", say.text(Template.of(own.key())));
    event.put("dedup_key", say.groupHash());
    event.put("event_action", say.isFiring() ? "trigger" : "resolve");
    event.put("payload", payload);
    putUnlessEmpty(event, "client", say.text(own.client()));
    putUnlessEmpty(event, "client_url", say.text(own.clientUrl()));
    putUnlessEmpty(event, "images", images(own, say));
    putUnlessEmpty(event, "links", links(own, say));
    return event;
  }

  static Map<String, Object> old(Settings own, Rendering say) {
    var event = new LinkedHashMap<String, Object>();
    event.put("service_key", say.text(Template.of(own.key())));
    event.put("incident_key", say.groupHash());
    event.put("event_type", say.isFiring() ? "trigger" : "resolve");
    event.put("description", summary(own, say));
    event.put("event_action", "");
    event.put("payload", null);
    if (say.isFiring()) {
      putUnlessEmpty(event, "client", say.text(own.client()));
      putUnlessEmpty(event, "client_url", say.text(own.clientUrl()));
    }
    event.put("details", details(own, say));
    return event;
  }

  private static String summary(Settings own, Rendering say) {
    return Rendering.cut(say.title(own.description()), LONGEST_SUMMARY);
  }

  /** In plain words, if a template failed. */
  private static Map<String, String> details(Settings own, Rendering say) {
    var details = say.texts(Defaults.value(own.details(), DETAILS));
    String plain = say.message(Template.EMPTY);
    if (!plain.isEmpty()) {
      details.put("alerts", plain);
    }
    return details;
  }

  private static List<Map<String, String>> images(Settings own, Rendering say) {
    return Defaults.value(own.images(), List.<Image>of()).stream()
        .map(
            image ->
                Map.of(
                    "src", say.text(image.src()),
                    "alt", say.text(image.alt()),
                    "href", say.text(image.href())))
        .filter(image -> !image.getOrDefault("src", "").isEmpty())
        .toList();
  }

  private static List<Map<String, String>> links(Settings own, Rendering say) {
    return Defaults.value(own.links(), List.<Link>of()).stream()
        .map(link -> Map.of("href", say.text(link.href()), "text", say.text(link.text())))
        .filter(link -> !link.getOrDefault("href", "").isEmpty())
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> withoutDetails(Map<String, Object> event) {
    var error =
        Map.of(
            "error",
            "Custom details have been removed because the original event exceeds the maximum size"
                + " of 512KB");
    var small = new LinkedHashMap<>(event);
    if (event.get("payload") instanceof Map<?, ?> payload) {
      var less = new LinkedHashMap<>((Map<String, Object>) payload);
      less.put("custom_details", error);
      small.put("payload", less);
    } else {
      small.put("details", error);
    }
    return small;
  }

  private static void putUnlessEmpty(Map<String, Object> fields, String name, String text) {
    if (!text.isEmpty()) {
      fields.put(name, text);
    }
  }

  private static void putUnlessEmpty(Map<String, Object> fields, String name, List<?> list) {
    if (!list.isEmpty()) {
      fields.put(name, list);
    }
  }
}
