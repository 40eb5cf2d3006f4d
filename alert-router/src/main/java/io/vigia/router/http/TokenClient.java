package io.vigia.router.http;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Tokens of OAuth 2 by client credentials, kept until shortly before they expire. */
final class TokenClient {

  private record Token(String value, long goodUntilNanos) {}

  private static final Duration EARLY = Duration.ofSeconds(10);
  private static final long DEFAULT_SECONDS = 300;
  private static final int MOST_KEPT = 100;

  private final ReceiverClient http;
  private final Map<HttpSettings.OAuth2, Token> kept = new ConcurrentHashMap<>();

  TokenClient(ReceiverClient http) {
    this.http = http;
  }

  Uni<String> token(HttpSettings.OAuth2 oauth2, Duration timeout) {
    Token known = kept.get(oauth2);
    if (known != null && known.goodUntilNanos() - System.nanoTime() > 0) {
      return Uni.createFrom().item(known.value());
    }
    return Uni.createFrom()
        .item(() -> request(oauth2))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .chain(request -> http.send(request, oauth2.access(), timeout))
        .map(answer -> keep(oauth2, answer));
  }

  /** After the token was refused. */
  void forget(HttpSettings.OAuth2 oauth2) {
    kept.remove(oauth2);
  }

  private static Request request(HttpSettings.OAuth2 oauth2) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", oauth2.clientId());
    form.put("client_secret", oauth2.secret());
    if (oauth2.scopes() != null && !oauth2.scopes().isEmpty()) {
      form.put("scope", String.join(" ", oauth2.scopes()));
    }
    if (oauth2.endpointParams() != null) {
      form.putAll(oauth2.endpointParams());
    }
    String body =
        form.entrySet().stream()
            .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
            .collect(Collectors.joining("&"));
    return Request.post(oauth2.tokenUrl(), "application/x-www-form-urlencoded", body);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String keep(HttpSettings.OAuth2 oauth2, Answer answer) {
    if (answer.status() != 200) {
      throw new IllegalStateException("token_url answered HTTP " + answer.status());
    }
    try {
      var json = new JsonObject(answer.start());
      String token = json.getString("access_token", "");
      if (token.isEmpty()) {
        throw new IllegalStateException("token_url gave no access_token");
      }
      long seconds = json.getLong("expires_in", DEFAULT_SECONDS);
      if (kept.size() >= MOST_KEPT) {
        kept.clear();
      }
      long good = Math.max(0, Duration.ofSeconds(seconds).minus(EARLY).toNanos());
      kept.put(oauth2, new Token(token, System.nanoTime() + good));
      return token;
    } catch (DecodeException | ClassCastException e) {
      throw new IllegalStateException("token_url gave no token in JSON", e);
    }
  }
}
