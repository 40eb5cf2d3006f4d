package io.vigia.kit.identity;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import io.vigia.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a request's key or token into an identity with roles and one tenant; refuses with
 * problem+json.
 */
@ApplicationScoped
class AuthenticationWiring implements HttpAuthenticationMechanism {

  private static final Problem NO_CREDENTIALS =
      Problem.of(
          401,
          "credentials",
          "Credentials are missing or not valid",
          "Send a key as 'Authorization: Bearer KEY', as the password of basic authentication, or"
              + " in the header X-API-Key.");

  private static final Problem CONFLICTING =
      Problem.of(
          401,
          "credentials",
          "The credentials do not agree",
          "X-API-Key and Authorization hold different keys: send one of them.");
  private static final Problem TOO_MANY =
      Problem.of(
          429,
          "attempts",
          "Too many failed attempts",
          "Wait as many seconds as Retry-After says. A key that has worked from your address goes"
              + " on.");

  private static final String REFUSAL = "vigia.refusal";

  /** Why a request was refused: the value of the metric's label {@code result}. */
  private record Refused(String result, Problem problem, long retryAfterSeconds) {
    static final Refused MISSING = new Refused("missing", NO_CREDENTIALS, 0);
    static final Refused WRONG = new Refused("wrong", NO_CREDENTIALS, 0);
    static final Refused UNCLEAR = new Refused("conflicting", CONFLICTING, 0);
  }

  private final Keyring keyring;
  private final GatewayTokenWiring tokens;
  private final Attempts attempts;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Optional<Caller> anonymous;

  AuthenticationWiring(
      Keyring keyring,
      GatewayTokenWiring tokens,
      SecurityConfig config,
      Clock clock,
      MeterRegistry metrics) {
    this.keyring = keyring;
    this.tokens = tokens;
    this.clock = clock;
    this.metrics = metrics;
    var failures = config.failures();
    this.attempts = new Attempts(failures.allowed(), failures.window(), failures.goodFor());
    this.anonymous =
        config
            .anonymousRole()
            .map(role -> new Caller("anonymous", config.anonymousTenant(), Role.parse(role)));
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviders) {
    var headers = context.request().headers();
    Set<String> keys =
        Credentials.keys(headers.getAll("X-API-Key"), headers.getAll(HttpHeaders.AUTHORIZATION));
    if (keys.isEmpty()) {
      return Uni.createFrom().optional(anonymous.map(AuthenticationWiring::identity));
    }
    if (keys.size() > 1) {
      return refused(context, Refused.UNCLEAR);
    }
    String key = keys.iterator().next();
    Optional<Caller> caller = keyring.caller(key); // first: a person's own key may have two dots
    if (caller.isPresent()) {
      return keyring.isChosen(key)
          ? limited(context, key, caller)
          : Uni.createFrom().item(identity(caller.get()));
    }
    // every token is new here: those that the router signed are no guesses
    return Credentials.token(headers.get("X-API-Key"), headers.get(HttpHeaders.AUTHORIZATION))
        .flatMap(tokens::caller)
        .map(sent -> Uni.createFrom().item(identity(sent)))
        .orElseGet(() -> limited(context, key, Optional.empty()));
  }

  private Uni<SecurityIdentity> limited(
      RoutingContext context, String key, Optional<Caller> caller) {
    var verdict =
        attempts.judge(source(context), Keyring.sha256(key), caller.isPresent(), clock.instant());
    if (verdict instanceof Attempts.Verdict.TooMany tooMany) {
      long seconds = tooMany.retryAfter().toSeconds() + 1;
      return refused(context, new Refused("limited", TOO_MANY, seconds));
    }
    return caller
        .map(known -> Uni.createFrom().item(identity(known)))
        .orElseGet(() -> refused(context, Refused.WRONG));
  }

  private static String source(RoutingContext context) {
    SocketAddress remote = context.request().remoteAddress();
    if (remote == null) {
      return "local";
    }
    return Attempts.source(remote.hostAddress() == null ? remote.host() : remote.hostAddress());
  }

  private static Uni<SecurityIdentity> refused(RoutingContext context, Refused why) {
    context.put(REFUSAL, why);
    return Uni.createFrom().failure(new AuthenticationFailedException());
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom()
        .item(new ChallengeData(401, "WWW-Authenticate", "Basic realm=\"Vigia\""));
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    Refused why = context.get(REFUSAL, Refused.MISSING);
    metrics.counter("vigia_authentication_failures_total", "result", why.result()).increment();
    var response = context.response();
    if (response.ended()) {
      return Uni.createFrom().item(true);
    }
    if (why.retryAfterSeconds() > 0) {
      response.putHeader("Retry-After", Long.toString(why.retryAfterSeconds()));
    } else {
      response.putHeader("WWW-Authenticate", "Basic realm=\"Vigia\", charset=\"UTF-8\"");
    }
    response
        .setStatusCode(why.problem().status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(why.problem().json());
    return Uni.createFrom().item(true);
  }

  private static SecurityIdentity identity(Caller caller) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(caller.name()))
        .addRoles(caller.role().granted())
        .addAttribute(CallerWiring.ATTRIBUTE, caller)
        .build();
  }
}
