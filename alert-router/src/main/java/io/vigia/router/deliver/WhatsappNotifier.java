package io.vigia.router.deliver;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vigia.contracts.Alert;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.outbound.OutboundClient;
import io.vigia.router.route.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends a WhatsApp template message of each firing alert to each phone, through MessageBird. */
@ApplicationScoped
class WhatsappNotifier implements PieceNotifier {

  private static final URI MESSAGEBIRD =
      URI.create("https://conversations.messagebird.com/v1/send");
  private static final int MAX_PHONES = 100;

  /**
   * @param phoneNumber with its country code
   * @param contactName for people
   */
  record Phone(
      @JsonProperty("phone_number") String phoneNumber,
      @JsonProperty("contact_name") @Nullable String contactName,
      @Nullable Boolean enabled) {
    public Phone {
      String digits = phoneNumber == null ? "" : phoneNumber.replaceAll("[ ()-]", "");
      if (!digits.matches("\\+?[0-9]{7,15}")) {
        throw new IllegalArgumentException(
            "phone_number: a number with its country code is required, such as +5215512345678");
      }
      phoneNumber = digits.startsWith("+") ? digits : "+" + digits;
    }
  }

  /** The columns of the reference monitor's {@code whatsapp_config} and {@code whatsapp_phones}. */
  record Settings(
      @Nullable Boolean enabled,
      @JsonProperty("api_key") @Nullable String apiKey,
      @JsonProperty("api_key_file") @Nullable Path apiKeyFile,
      @JsonProperty("channel_id") String channelId,
      String namespace,
      @JsonProperty("template_name") @Nullable String templateName,
      @JsonProperty("language_code") @Nullable String languageCode,
      List<Phone> phones,
      @Nullable ZoneId timezone,
      @Nullable URI url) {
    public Settings {
      Secret.required("api_key", apiKey, apiKeyFile);
      required("channel_id", channelId);
      required("namespace", namespace);
      if (phones == null || phones.isEmpty() || phones.size() > MAX_PHONES) {
        throw new IllegalArgumentException("phones: 1 to " + MAX_PHONES + " are required");
      }
      phones = List.copyOf(phones);
      if (url != null) {
        OutboundClient.check("url", url);
      }
    }

    private static void required(String field, @Nullable String value) {
      if (value == null || value.isBlank()) {
        throw new IllegalArgumentException(field + ": is required");
      }
    }

    /** Each number once. */
    List<String> toTell() {
      return Boolean.FALSE.equals(enabled)
          ? List.of()
          : phones.stream()
              .filter(p -> !Boolean.FALSE.equals(p.enabled()))
              .map(Phone::phoneNumber)
              .distinct()
              .toList();
    }
  }

  private final PostClient http;
  private final DeliverConfig config;

  WhatsappNotifier(PostClient http, DeliverConfig config) {
    this.http = http;
    this.config = config;
  }

  @Override
  public String type() {
    return "whatsapp";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  /** The template speaks of what is wrong. */
  @Override
  public boolean sendsResolved() {
    return false;
  }

  @Override
  public Terms terms() {
    return Terms.throttled(Duration.ofMinutes(30), 1);
  }

  @Override
  public List<Piece> pieces(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    return delivery.notification().alerts().stream()
        .flatMap(alert -> own.toTell().stream().map(phone -> piece(alert, phone, own)))
        .toList();
  }

  private Piece piece(Alert alert, String phone, Settings own) {
    ZoneId zone = Optional.ofNullable(own.timezone()).orElse(config.timeZone());
    return new Piece(
        alert.episode() + "/" + phone,
        HsmMessage.of(
            phone,
            own.channelId(),
            own.namespace(),
            Optional.ofNullable(own.templateName()).orElse("server_alerts"),
            Optional.ofNullable(own.languageCode()).orElse("es_MX"),
            HsmMessage.params(alert, zone)));
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Piece piece, Object settings) {
    var own = (Settings) settings;
    Secret key = Secret.required("api_key", own.apiKey(), own.apiKeyFile());
    URI url = Optional.ofNullable(own.url()).orElse(MESSAGEBIRD);
    return PostClient.authorization("AccessKey", key)
        .chain(
            headers -> http.post(url, piece.message(), delivery.id() + "/" + piece.key(), headers));
  }
}
