package io.vigia.router.deliver;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.outbound.OutboundClient;
import io.vigia.kit.outbound.OutboundRefused;
import io.vigia.router.RouterConfig;
import io.vigia.router.http.Secret;
import io.vigia.router.http.TlsSettings;
import io.vigia.router.http.TrustClient;
import io.vigia.router.template.Template;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A mail by way of a smarthost, as text, as HTML or as both. */
@ApplicationScoped
class EmailNotifier implements Notifier {

  private static final int TLS_PORT = 465;

  /**
   * @param to one address or more, between commas
   * @param smarthost {@code host:port}; port 465 speaks TLS from the start
   * @param requireTls whether nothing is sent without STARTTLS, which is not asked for otherwise;
   *     true when absent
   * @param authSecret for CRAM-MD5; the password serves the other ways
   * @param html empty for none
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Settings(
      Template to,
      Template from,
      String smarthost,
      @Nullable String hello,
      @Nullable String authUsername,
      @Nullable String authPassword,
      @Nullable Path authPasswordFile,
      @Nullable String authSecret,
      @Nullable Path authSecretFile,
      @Nullable String authIdentity,
      @Nullable Map<String, Template> headers,
      @Nullable Template html,
      @Nullable Template text,
      @Nullable Boolean requireTls,
      @Nullable TlsSettings tlsConfig) {
    public Settings {
      if (to == null) {
        throw new IllegalArgumentException("to: is required");
      }
      if (from == null) {
        throw new IllegalArgumentException("from: is required, or smtp_from in 'global'");
      }
      if (smarthost == null
          || !smarthost.matches("[^:\\s]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}")) {
        throw new IllegalArgumentException(
            "smarthost: host:port is required, or smtp_smarthost in 'global'");
      }
      Secret.of("auth_password", authPassword, authPasswordFile);
      Secret.of("auth_secret", authSecret, authSecretFile);
      if (authIdentity != null && !authIdentity.isEmpty() && !authIdentity.equals(authUsername)) {
        throw new IllegalArgumentException(
            "auth_identity: another than auth_username cannot be taken on");
      }
      html = Defaults.template(html, "{{ template \"email.default.html\" . }}");
      headers = byCanonicalName(Defaults.value(headers, Map.<String, Template>of()));
    }

    private static Map<String, Template> byCanonicalName(Map<String, Template> headers) {
      var all = new TreeMap<String, Template>(String.CASE_INSENSITIVE_ORDER);
      headers.forEach(
          (name, value) -> {
            if (!name.matches("[!-9;-~]+")) {
              throw new IllegalArgumentException("headers: '" + name + "' is not a header's name");
            }
            if (all.put(name, value) != null) {
              throw new IllegalArgumentException("headers: '" + name + "' stands here twice");
            }
          });
      return all;
    }

    String host() {
      return smarthost.substring(0, smarthost.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    }

    int port() {
      return Integer.parseInt(smarthost.substring(smarthost.lastIndexOf(':') + 1));
    }

    Optional<Secret> password() {
      return Secret.of("auth_password", authPassword, authPasswordFile)
          .or(() -> Secret.of("auth_secret", authSecret, authSecretFile));
    }
  }

  private record Mail(MailConfig config, MailMessage message) {}

  private final ReceiverRelay relay;
  private final OutboundClient outbound;
  private final RouterConfig config;
  private final Vertx vertx;

  EmailNotifier(ReceiverRelay relay, OutboundClient outbound, RouterConfig config, Vertx vertx) {
    this.relay = relay;
    this.outbound = outbound;
    this.config = config;
    this.vertx = vertx;
  }

  @Override
  public String type() {
    return "email";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public boolean sendsResolved() {
    return false;
  }

  @Override
  public Map<String, String> globals() {
    return Map.ofEntries(
        Map.entry("smtp_from", "from"),
        Map.entry("smtp_hello", "hello"),
        Map.entry("smtp_smarthost", "smarthost"),
        Map.entry("smtp_auth_username", "auth_username"),
        Map.entry("smtp_auth_password", "auth_password"),
        Map.entry("smtp_auth_password_file", "auth_password_file"),
        Map.entry("smtp_auth_secret", "auth_secret"),
        Map.entry("smtp_auth_secret_file", "auth_secret_file"),
        Map.entry("smtp_auth_identity", "auth_identity"),
        Map.entry("smtp_require_tls", "require_tls"),
        Map.entry("smtp_tls_config", "tls_config"));
  }

  @Override
  public Uni<Receipt> send(Delivery delivery, Object settings) {
    var own = (Settings) settings;
    return outbound
        .judged(own.smarthost(), config.deliveryTimeout())
        .chain(
            () ->
                relay.composed(
                    delivery, say -> new Mail(connection(own), message(own, delivery, say))))
        .chain(this::sent)
        .onFailure(OutboundRefused.class)
        .recoverWithItem(Receipt::ofRefusal)
        .onFailure(UncheckedIOException.class)
        .recoverWithItem(e -> new Receipt.NotNow(String.valueOf(e.getMessage()), Optional.empty()));
  }

  private Uni<Receipt> sent(Mail mail) {
    MailClient client = MailClient.create(vertx, mail.config());
    return client
        .sendMail(mail.message())
        .map(result -> (Receipt) new Receipt.Taken())
        .onFailure(SMTPException.class)
        .recoverWithItem(EmailNotifier::receipt)
        .onTermination()
        .invoke(() -> client.closeAndForget());
  }

  /** What a server refuses with 5xx it refuses always. */
  private static Receipt receipt(Throwable failure) {
    String why = String.valueOf(failure.getMessage()).strip();
    return ((SMTPException) failure).isPermanent()
        ? new Receipt.Rejected(why)
        : new Receipt.NotNow(why, Optional.empty());
  }

  private static MailConfig connection(Settings own) {
    boolean isTls = own.port() == TLS_PORT;
    boolean isRequired = Defaults.value(own.requireTls(), true);
    var connection =
        new MailConfig()
            .setHostname(own.host())
            .setPort(own.port())
            .setOwnHostname(Defaults.value(own.hello(), "localhost"))
            .setKeepAlive(false)
            .setMaxPoolSize(1)
            .setSsl(isTls)
            .setLogin(LoginOption.DISABLED)
            .setStarttls(
                isTls
                    ? StartTLSOptions.DISABLED
                    : isRequired ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED);
    if (own.tlsConfig() != null) {
      TrustClient.apply(connection, own.tlsConfig());
    }
    if (own.authUsername() != null && !own.authUsername().isEmpty()) {
      connection
          .setLogin(LoginOption.NONE)
          .setUsername(own.authUsername())
          .setPassword(own.password().map(Secret::read).orElse(""));
    }
    return connection;
  }

  /** The id of the delivery names the message, so that repeats collapse. */
  private static MailMessage message(Settings own, Delivery delivery, Rendering say) {
    var headers = Defaults.value(own.headers(), Map.<String, Template>of());
    Template subject =
        headers.getOrDefault("Subject", Template.of("{{ template \"email.default.subject\" . }}"));
    var message =
        new MailMessage()
            .setFrom(say.text(own.from()))
            .setTo(MailText.addresses(say.text(own.to())))
            .setSubject(MailText.line(say.title(subject)));
    String html = say.isPlain() ? "" : say.htmlMessage(own.html());
    String text = say.message(own.text());
    if (!html.isEmpty()) {
      message.setHtml(html);
    }
    if (!text.isEmpty() || message.getHtml() == null) {
      message.setText(text);
    }
    message.addHeader("Message-ID", "<" + delivery.id() + "@vigia>");
    headers.forEach(
        (name, value) -> {
          if (!name.equalsIgnoreCase("Subject")) {
            message.addHeader(name, MailText.header(MailText.line(say.text(value))));
          }
        });
    return message;
  }
}
