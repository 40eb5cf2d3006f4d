package io.vigia.kit.identity;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
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
import io.vigia.kit.identity.CallerSource.Known;
import io.vigia.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Turns a request's key or token into an identity with roles and one tenant; refuses with
 * problem+json.
 */
@ApplicationScoped
class AuthenticationWiring implements HttpAuthenticationMechanism {

  private static final Logger LOG = Logger.getLogger(AuthenticationWiring.class);

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

  private static final Problem UNAVAILABLE =
      Problem.of(
          503,
          "unavailable",
          "Credentials cannot be checked now",
          "What they are looked up in is away. Try again.");

  private static final String REFUSAL = "vigia.refusal";

  /** Why a request was refused: the value of the metric's label {@code result}. */
  private record Refused(String result, Problem problem, long retryAfterSeconds) {
    static final Refused MISSING = new Refused("missing", NO_CREDENTIALS, 0);
    static final Refused WRONG = new Refused("wrong", NO_CREDENTIALS, 0);
    static final Refused UNCLEAR = new Refused("conflicting", CONFLICTING, 0);
    static final Refused AWAY = new Refused("unavailable", UNAVAILABLE, 5);

    static Refused limited(Duration wait) {
      return new Refused("limited", TOO_MANY, wait.toSeconds() + 1);
    }
  }

  private final Keyring keyring;
  private final GatewayTokenWiring tokens;
  private final Attempts attempts;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Optional<Caller> anonymous;
  private final List<CallerSource> sources;

  AuthenticationWiring(
      Keyring keyring,
      @All List<CallerSource> sources,
      GatewayTokenWiring tokens,
      SecurityConfig config,
      Clock clock,
      MeterRegistry metrics) {
    this.keyring = keyring;
    this.sources = sources;
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
    Collection<Login> logins =
        Credentials.logins(headers.getAll("X-API-Key"), headers.getAll(HttpHeaders.AUTHORIZATION));
    if (logins.isEmpty()) {
      return Uni.createFrom().optional(anonymous.map(AuthenticationWiring::identity));
    }
    if (logins.size() > 1) {
      return refused(context, Refused.UNCLEAR);
    }
    Login login = logins.iterator().next();
    Optional<Known> known = keyring.find(login); // first: a person's own key may have two dots
    if (known.isPresent()) {
      return recognised(context, login, known);
    }
    // every token is new here: those that the router signed are no guesses
    return Credentials.token(headers.get("X-API-Key"), headers.get(HttpHeaders.AUTHORIZATION))
        .flatMap(tokens::caller)
        .map(sent -> Uni.createFrom().item(identity(sent)))
        .orElseGet(() -> asked(context, login));
  }

  /** Asks the sources, but for no password of an address that has guessed too often: it costs. */
  private Uni<SecurityIdentity> asked(RoutingContext context, Login login) {
    Optional<Duration> wait =
        login.user().isEmpty()
            ? Optional.empty()
            : attempts.bar(source(context), Keyring.sha256(login.secret()), clock.instant());
    if (wait.isPresent()) {
      return refused(context, Refused.limited(wait.get()));
    }
    Uni<Optional<Known>> known = Uni.createFrom().item(Optional.empty());
    for (CallerSource source : sources) {
      known =
          known.chain(
              found -> found.isPresent() ? Uni.createFrom().item(found) : source.find(login));
    }
    return known
        .onFailure()
        .invoke(failure -> LOG.warnf("callers cannot be looked up: %s", failure.toString()))
        .onFailure()
        .transform(failure -> away(context))
        .chain(found -> recognised(context, login, found));
  }

  private static AuthenticationFailedException away(RoutingContext context) {
    context.put(REFUSAL, Refused.AWAY);
    return new AuthenticationFailedException();
  }

  private Uni<SecurityIdentity> recognised(
      RoutingContext context, Login login, Optional<Known> known) {
    if (known.isPresent() && !known.get().chosen()) {
      return Uni.createFrom().item(identity(known.get().caller()));
    }
    var verdict =
        attempts.judge(
            source(context), Keyring.sha256(login.secret()), known.isPresent(), clock.instant());
    if (verdict instanceof Attempts.Verdict.TooMany tooMany) {
      return refused(context, Refused.limited(tooMany.retryAfter()));
    }
    return known
        .map(Known::caller)
        .map(caller -> Uni.createFrom().item(identity(caller)))
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
