package io.vigia.router.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.vigia.kit.outbound.OutboundClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code http_config} of a receiver.
 *
 * @param bearerToken the old form of {@code authorization}
 * @param followRedirects true when absent
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#http_config">Prometheus
 *     documentation, http_config</a>
 */
@JsonNaming(SnakeCaseStrategy.class)
public record HttpSettings(
    @Nullable Authorization authorization,
    @Nullable BasicAuth basicAuth,
    @Nullable String bearerToken,
    @Nullable Path bearerTokenFile,
    @Nullable OAuth2 oauth2,
    @Nullable URI proxyUrl,
    @Nullable String noProxy,
    @Nullable Boolean proxyFromEnvironment,
    @Nullable Object proxyConnectHeader,
    @Nullable TlsSettings tlsConfig,
    @Nullable Boolean followRedirects,
    @Nullable Boolean enableHttp2,
    @Nullable Map<String, Header> httpHeaders) {

  public static final HttpSettings NONE =
      new HttpSettings(
          null, null, null, null, null, null, null, null, null, null, null, null, null);

  /** {@code authorization: {type: Bearer, credentials: ...}}. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Authorization(
      @Nullable String type, @Nullable String credentials, @Nullable Path credentialsFile) {
    public Authorization {
      if (type != null && type.strip().equalsIgnoreCase("basic")) {
        throw new IllegalArgumentException("type: 'Basic' is written as basic_auth");
      }
      Secret.of("credentials", credentials, credentialsFile);
    }

    String header() {
      String kind = type == null || type.isBlank() ? "Bearer" : type.strip();
      return kind
          + Secret.of("credentials", credentials, credentialsFile)
              .map(secret -> " " + secret.read())
              .orElse("");
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  public record BasicAuth(
      @Nullable String username,
      @Nullable Path usernameFile,
      @Nullable String password,
      @Nullable Path passwordFile) {
    public BasicAuth {
      Secret.of("username", username, usernameFile);
      Secret.of("password", password, passwordFile);
    }

    String pair() {
      return Secret.of("username", username, usernameFile).map(Secret::read).orElse("")
          + ":"
          + Secret.of("password", password, passwordFile).map(Secret::read).orElse("");
    }
  }

  /** Credentials of a client, for which {@code token_url} gives a token. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record OAuth2(
      String clientId,
      @Nullable String clientSecret,
      @Nullable Path clientSecretFile,
      @Nullable List<String> scopes,
      URI tokenUrl,
      @Nullable Map<String, String> endpointParams,
      @Nullable TlsSettings tlsConfig,
      @Nullable URI proxyUrl,
      @Nullable String noProxy,
      @Nullable Boolean proxyFromEnvironment,
      @Nullable Object proxyConnectHeader) {
    public OAuth2 {
      if (clientId == null || clientId.isBlank()) {
        throw new IllegalArgumentException("client_id: is required");
      }
      OutboundClient.check("token_url", tokenUrl);
      Secret.of("client_secret", clientSecret, clientSecretFile);
    }

    String secret() {
      return Secret.of("client_secret", clientSecret, clientSecretFile)
          .map(Secret::read)
          .orElse("");
    }

    /** How the token is fetched. */
    HttpSettings access() {
      return new HttpSettings(
          null,
          null,
          null,
          null,
          null,
          proxyUrl,
          noProxy,
          proxyFromEnvironment,
          proxyConnectHeader,
          tlsConfig,
          false, // a token request carries the secret
          null,
          null);
    }
  }

  /** A header of one's own. */
  public record Header(
      @Nullable List<String> values, @Nullable List<String> secrets, @Nullable List<Path> files) {
    String value() {
      Stream<String> inline =
          Stream.of(Optional.ofNullable(values), Optional.ofNullable(secrets))
              .flatMap(list -> list.orElse(List.of()).stream());
      Stream<String> read =
          Optional.ofNullable(files).orElse(List.of()).stream()
              .flatMap(file -> Secret.of("header", null, file).stream())
              .map(Secret::read);
      return String.join(",", Stream.concat(inline, read).toList());
    }
  }

  public HttpSettings {
    Secret.of("bearer_token", bearerToken, bearerTokenFile);
    boolean hasBearer = bearerToken != null || bearerTokenFile != null;
    long ways =
        Stream.of(authorization != null, basicAuth != null, hasBearer, oauth2 != null)
            .filter(is -> is)
            .count();
    if (ways > 1) {
      throw new IllegalArgumentException(
          "authorization: only one of authorization, basic_auth, bearer_token and oauth2 is taken");
    }
    if (proxyConnectHeader != null) {
      throw new IllegalArgumentException("proxy_connect_header: headers for proxies are not sent");
    }
    boolean fromEnvironment = Boolean.TRUE.equals(proxyFromEnvironment);
    if (fromEnvironment && (proxyUrl != null || noProxy != null)) {
      throw new IllegalArgumentException(
          "proxy_from_environment: stands without proxy_url and no_proxy");
    }
    if (proxyUrl != null) {
      OutboundClient.check("proxy_url", Proxy.of(proxyUrl, "").address());
    }
  }

  boolean followsRedirects() {
    return !Boolean.FALSE.equals(followRedirects);
  }

  /** The proxy on the way to an address, if there is one. */
  Optional<Proxy> proxyTo(URI url, Map<String, String> environment) {
    Optional<Proxy> proxy =
        Boolean.TRUE.equals(proxyFromEnvironment)
            ? Proxy.ofEnvironment(url, environment)
            : Optional.ofNullable(proxyUrl).map(at -> Proxy.of(at, noProxy == null ? "" : noProxy));
    return proxy.filter(p -> p.isFor(url));
  }
}
