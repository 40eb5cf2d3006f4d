package io.vigia.kit.outbound;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.net.SocketAddress;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to addresses that a user wrote. It resolves a name itself, judges what comes out by {@link
 * OutboundAddress} (loopback and private networks are allowed) and connects to that very address,
 * so that no second answer of the name server counts. {@code Host}, SNI and the check of the
 * certificate stay those of the name. Redirects are not followed: they would lead elsewhere.
 */
@ApplicationScoped
public class OutboundClient {

  private final Vertx vertx;
  private final WebClientOptions options;
  private final WebClient http;
  private final List<Cidr> allowed;

  @Inject
  OutboundClient(
      Vertx vertx,
      OutboundConfig config,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    this(
        vertx,
        config.allowed().orElse(List.of()),
        new WebClientOptions().setKeepAliveTimeout(30).setUserAgent("Vigia " + service));
  }

  private OutboundClient(Vertx vertx, List<Cidr> allowed, WebClientOptions options) {
    this.vertx = vertx;
    this.allowed = allowed;
    this.options = options.setFollowRedirects(false).setMaxPoolSize(16);
    this.http = WebClient.create(vertx, this.options);
  }

  /**
   * One of its own connections, with the same checks: for whoever trusts other certificates.
   *
   * @param change of the options
   */
  public OutboundClient with(UnaryOperator<WebClientOptions> change) {
    return new OutboundClient(vertx, allowed, change.apply(new WebClientOptions(options)));
  }

  /** Gives up the connections of one that was made by {@link #with}. */
  public void close() {
    http.close();
  }

  /**
   * A request that is ready to be sent, or the failure {@link OutboundRefused}.
   *
   * @param timeout each for the name, the connection, and the answer's next piece
   */
  public Uni<HttpRequest<Buffer>> request(HttpMethod method, URI url, Duration timeout) {
    return address(url, timeout)
        .map(
            address ->
                http.request(
                        method,
                        SocketAddress.newInstance(server(address, url)),
                        new RequestOptions().setAbsoluteURI(url.toString()))
                    .connectTimeout(timeout.toMillis())
                    .timeout(timeout.toMillis()));
  }

  /**
   * The same through a proxy. The proxy looks the name up: what is judged here of the address is
   * what needs no name server, and of the proxy everything.
   *
   * @param proxy http or https, without user and password
   */
  public Uni<HttpRequest<Buffer>> requestVia(
      URI proxy, ProxyOptions login, HttpMethod method, URI url, Duration timeout) {
    if (Destination.of(url, allowed) instanceof Destination.Refused refused) {
      return Uni.createFrom().failure(new OutboundRefused(refused.why()));
    }
    return address(proxy, timeout)
        .map(
            address ->
                http.requestAbs(method, url.toString())
                    .proxy(
                        new ProxyOptions(login)
                            .setHost(address.getHostAddress())
                            .setPort(port(proxy)))
                    .connectTimeout(timeout.toMillis())
                    .timeout(timeout.toMillis()));
  }

  /**
   * For a server that is no web server: its address after the same judgement, or the failure {@link
   * OutboundRefused}.
   */
  public Uni<InetAddress> judged(String host, Duration timeout) {
    return address(URI.create("http://" + host), timeout);
  }

  /**
   * For the constructors of settings, into which nothing is injected: refuses what needs no name
   * server to be refused.
   *
   * @throws IllegalArgumentException naming the field
   */
  public static void check(String field, @Nullable URI url) {
    List<Cidr> allowed =
        ConfigProvider.getConfig()
            .getOptionalValue("vigia.outbound.allowed", String[].class)
            .map(ranges -> List.of(ranges).stream().map(Cidr::of).toList())
            .orElse(List.of());
    if (Destination.of(url, allowed) instanceof Destination.Refused refused) {
      throw new IllegalArgumentException(field + ": " + refused.why());
    }
  }

  /** An address for logs and audits: its path and query may hold a secret. */
  public static String words(URI url) {
    return url.getScheme() + "://" + url.getAuthority();
  }

  private Uni<InetAddress> address(URI url, Duration timeout) {
    Destination destination = Destination.of(url, allowed);
    if (destination instanceof Destination.Refused refused) {
      return Uni.createFrom().failure(new OutboundRefused(refused.why()));
    }
    if (destination instanceof Destination.Literal literal) {
      return Uni.createFrom().item(literal.address());
    }
    String host = ((Destination.Name) destination).host();
    return vertx
        .executeBlocking(() -> lookUp(host), false)
        .ifNoItem()
        .after(timeout)
        .fail()
        .map(addresses -> firstAllowed(host, List.of(addresses), allowed));
  }

  InetAddress[] lookUp(String host) throws UnknownHostException {
    return InetAddress.getAllByName(host);
  }

  static InetAddress firstAllowed(String host, List<InetAddress> addresses, List<Cidr> allowed) {
    return addresses.stream()
        .filter(address -> OutboundAddress.refusal(address, allowed).isEmpty())
        .findFirst()
        .orElseThrow(() -> new OutboundRefused(host + ": " + reason(addresses, allowed)));
  }

  private static String reason(List<InetAddress> addresses, List<Cidr> allowed) {
    return addresses.stream()
        .flatMap(
            address ->
                OutboundAddress.refusal(address, allowed)
                    .map(reason -> Destination.words(address, reason))
                    .stream())
        .findFirst()
        .orElse("no address");
  }

  private static io.vertx.core.net.SocketAddress server(InetAddress address, URI url) {
    return io.vertx.core.net.SocketAddress.inetSocketAddress(
        new InetSocketAddress(address, port(url)));
  }

  private static int port(URI url) {
    int standard = url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    return url.getPort() < 0 ? standard : url.getPort();
  }
}
