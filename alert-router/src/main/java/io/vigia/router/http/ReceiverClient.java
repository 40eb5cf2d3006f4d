package io.vigia.router.http;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.ProxyOptions;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import io.vigia.kit.outbound.OutboundClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends to a receiver as its {@code http_config} says. Every address on the way, of proxies, token
 * servers and redirects too, passes the checks of {@link OutboundClient}.
 */
@ApplicationScoped
public class ReceiverClient {

  private static final int MOST_REDIRECTS = 5;

  private final TrustClient trust;
  private final TokenClient tokens;

  ReceiverClient(TrustClient trust) {
    this.trust = trust;
    this.tokens = new TokenClient(this);
  }

  /**
   * @param timeout of each piece of the way
   * @return the answer, or a failure when the receiver was not reached
   */
  public Uni<Answer> send(Request request, @Nullable HttpSettings settings, Duration timeout) {
    HttpSettings how = settings == null ? HttpSettings.NONE : settings;
    Uni<Request> authorized =
        Uni.createFrom()
            .item(() -> authorized(request, how))
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    HttpSettings.OAuth2 oauth2 = how.oauth2();
    if (oauth2 == null) {
      return authorized.chain(ready -> follow(ready, how, timeout, MOST_REDIRECTS));
    }
    return authorized
        .chain(
            ready ->
                tokens
                    .token(oauth2, timeout)
                    .map(token -> ready.with("Authorization", "Bearer " + token)))
        .chain(ready -> follow(ready, how, timeout, MOST_REDIRECTS))
        .invoke(
            answer -> {
              if (answer.status() == 401) {
                tokens.forget(oauth2);
              }
            });
  }

  /** Reads files of secrets, which may block. */
  private static Request authorized(Request request, HttpSettings how) {
    Request ready = request;
    if (how.httpHeaders() != null) {
      for (var header : how.httpHeaders().entrySet()) {
        ready = ready.with(header.getKey(), header.getValue().value());
      }
    }
    if (ready.headers().containsKey("Authorization")) {
      return ready; // the receiver's own way goes first
    }
    if (how.basicAuth() != null) {
      byte[] pair = how.basicAuth().pair().getBytes(StandardCharsets.UTF_8);
      return ready.with("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    if (how.authorization() != null) {
      return ready.with("Authorization", how.authorization().header());
    }
    Optional<Secret> bearer = Secret.of("bearer_token", how.bearerToken(), how.bearerTokenFile());
    return bearer.isPresent()
        ? ready.with("Authorization", "Bearer " + bearer.get().read())
        : ready;
  }

  private Uni<Answer> follow(Request request, HttpSettings how, Duration timeout, int left) {
    return once(request, how, timeout)
        .chain(
            answer -> {
              String location = answer.location();
              return location == null
                      || !answer.isRedirect()
                      || !how.followsRedirects()
                      || left == 0
                  ? Uni.createFrom().item(answer)
                  : follow(request.to(request.url().resolve(location)), how, timeout, left - 1);
            });
  }

  private Uni<Answer> once(Request request, HttpSettings how, Duration timeout) {
    var body = new BodyClient();
    return trust
        .of(how.tlsConfig())
        .chain(client -> prepared(client, request, how, timeout))
        .chain(
            prepared -> {
              request.headers().forEach(prepared::putHeader);
              rename(prepared, request.url(), how.tlsConfig());
              return prepared
                  .as(
                      request.readsAnswer()
                          ? BodyCodec.newInstance(
                              io.vertx.ext.web.codec.BodyCodec.pipe(body, false))
                          : BodyCodec.none())
                  .sendBuffer(Buffer.buffer(request.bytes()));
            })
        .map(answer -> answer(answer, body.text()));
  }

  private static Uni<HttpRequest<Buffer>> prepared(
      OutboundClient client, Request request, HttpSettings how, Duration timeout) {
    HttpMethod method = HttpMethod.valueOf(request.method());
    if (request.url().getHost() == null) {
      return client.request(method, request.url(), timeout); // says what is wrong with it
    }
    Optional<Proxy> proxy = how.proxyTo(request.url(), System.getenv());
    if (proxy.isEmpty()) {
      return client.request(method, request.url(), timeout);
    }
    var login = new ProxyOptions();
    String[] parts = proxy.get().login().split(":", 2);
    if (!proxy.get().login().isEmpty()) {
      login.setUsername(parts[0]).setPassword(parts.length > 1 ? parts[1] : "");
    }
    return client.requestVia(proxy.get().address(), login, method, request.url(), timeout);
  }

  /** Lets the certificate be that of another name; {@code Host} stays. */
  private static void rename(HttpRequest<Buffer> request, URI url, @Nullable TlsSettings tls) {
    if (tls != null && tls.serverName() != null && !tls.serverName().isBlank()) {
      request.host(tls.serverName()).putHeader("Host", url.getRawAuthority());
    }
  }

  private static Answer answer(HttpResponse<?> answer, String start) {
    String type = answer.getHeader("Content-Type");
    return new Answer(
        answer.statusCode(),
        answer.getHeader("Retry-After"),
        answer.getHeader("Location"),
        type == null ? "" : type,
        start);
  }
}
