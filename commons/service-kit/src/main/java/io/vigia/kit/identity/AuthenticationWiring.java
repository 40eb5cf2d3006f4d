package io.vigia.kit.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vigia.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Turns a request's key into an identity with roles and one tenant; refuses with problem+json. */
@ApplicationScoped
class AuthenticationWiring implements HttpAuthenticationMechanism {

  private static final Problem NO_CREDENTIALS =
      Problem.of(
          401,
          "credentials",
          "Credentials are missing or not valid",
          "Send a key as 'Authorization: Bearer KEY', as the password of basic authentication, or"
              + " in the header X-API-Key.");

  private final Keyring keyring;
  private final Optional<Caller> anonymous;

  AuthenticationWiring(Keyring keyring, SecurityConfig config) {
    this.keyring = keyring;
    this.anonymous =
        config
            .anonymousRole()
            .map(role -> new Caller("anonymous", config.anonymousTenant(), Role.parse(role)));
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviders) {
    var headers = context.request().headers();
    Optional<String> key =
        Credentials.key(headers.get("X-API-Key"), headers.get(HttpHeaders.AUTHORIZATION));
    if (key.isEmpty()) {
      return Uni.createFrom().optional(anonymous.map(AuthenticationWiring::identity));
    }
    return keyring
        .caller(key.get())
        .map(caller -> Uni.createFrom().item(identity(caller)))
        .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom()
        .item(new ChallengeData(401, "WWW-Authenticate", "Basic realm=\"Vigia\""));
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    if (!context.response().ended()) {
      context
          .response()
          .setStatusCode(401)
          .putHeader("WWW-Authenticate", "Basic realm=\"Vigia\", charset=\"UTF-8\"")
          .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
          .end(NO_CREDENTIALS.json());
    }
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
