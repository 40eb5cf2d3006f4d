package io.vigia.router.gateway;

import static java.util.Locale.ROOT;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.GatewayClaims;
import io.vigia.kit.identity.GatewayKeys;
import io.vigia.kit.identity.GatewayToken;
import io.vigia.kit.problem.Problem;
import io.vigia.router.audit.AuditStore;
import io.vigia.router.audit.Change;
import io.vigia.router.gateway.Destination.Forward;
import io.vigia.router.gateway.Destination.Refused;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Takes what is under {@code /services}. A filter and no route: routes are chosen by a path in
 * which {@code ..} is already resolved, and what was meant to be refused would then be answered by
 * something else.
 */
@Singleton
class GatewayWiring {

  private static final Logger LOG = Logger.getLogger(GatewayWiring.class);
  private static final Set<HttpMethod> CHANGES =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);
  private static final Duration LIFETIME = Duration.ofSeconds(60);

  private static final Problem CLOSED =
      Problem.of(
          503,
          "gateway-closed",
          "The gateway has no key",
          "Set vigia.router.gateway-private-key here and vigia.security.gateway-public-key in the"
              + " other services.");

  /** A tenant's requests under way: one that hangs must leave room for the others. */
  private static final int MAX_PER_TENANT = 12;

  private static final Problem TOO_MANY =
      Problem.of(
          429,
          "limit",
          "Too many requests at once",
          "A tenant has " + MAX_PER_TENANT + " under way at most. Try again.");

  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
  private final GatewayClient client;
  private final AuditStore audit;
  private final Clock clock;
  private final Optional<PrivateKey> key;

  GatewayWiring(GatewayClient client, AuditStore audit, GatewayConfig config, Clock clock) {
    this.client = client;
    this.audit = audit;
    this.clock = clock;
    this.key = config.gatewayPrivateKey().map(GatewayKeys::privateKey);
  }

  void register(@Observes Filters filters) {
    filters.register(this::handle, SecurityHandlerPriorities.AUTHORIZATION - 1);
  }

  private void handle(RoutingContext context) {
    String path = context.request().path();
    Destination destination = Destination.of(path == null ? "" : path);
    if (destination instanceof Forward forward) {
      key.ifPresentOrElse(
          signing -> forward(context, forward, signing), () -> answer(context, CLOSED));
    } else if (destination instanceof Refused refused) {
      answer(context, refused.problem());
    } else {
      context.next();
    }
  }

  private void forward(RoutingContext context, Forward forward, PrivateKey signing) {
    String tenant = CallerWiring.of(context).tenant();
    if (underWay.merge(tenant, 1, Integer::sum) > MAX_PER_TENANT) {
      ended(tenant);
      context.response().putHeader("Retry-After", "1");
      answer(context, TOO_MANY);
      return;
    }
    context.addEndHandler(ended -> ended(tenant));
    if (CHANGES.contains(context.request().method())) {
      context.addEndHandler(ended -> audit(context, forward, ended.succeeded()));
    }
    client.forward(context, forward, token(context, forward.target(), signing));
  }

  /** After the answer, with its status: what happened there is not known before. */
  private void audit(RoutingContext context, Forward forward, boolean told) {
    String status = told ? String.valueOf(context.response().getStatusCode()) : "unknown";
    var change =
        new Change(
            forward.target().wireName() + "." + context.request().method().name().toLowerCase(ROOT),
            forward.path(),
            Map.of("status", status));
    audit
        .record(CallerWiring.of(context), change)
        .subscribe()
        .with(done -> {}, failure -> LOG.warnf("not audited: %s: %s", change, failure.toString()));
  }

  private void ended(String tenant) {
    underWay.computeIfPresent(tenant, (t, n) -> n > 1 ? n - 1 : null);
  }

  private String token(RoutingContext context, Target target, PrivateKey signing) {
    return GatewayToken.signed(
        new GatewayClaims(
            CallerWiring.of(context),
            target.application(),
            UUID.randomUUID().toString(),
            clock.instant(),
            LIFETIME),
        signing);
  }

  private static void answer(RoutingContext context, Problem problem) {
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(problem.json());
    context.request().resume();
  }
}
