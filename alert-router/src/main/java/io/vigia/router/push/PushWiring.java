package io.vigia.router.push;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vigia.kit.identity.Attempts;
import io.vigia.kit.identity.Keyring;
import io.vigia.kit.identity.SecurityConfig;
import io.vigia.router.maintenance.MaintenanceStore;
import io.vigia.router.push.Job.Down;
import io.vigia.router.push.MonitorStore.Event;
import io.vigia.router.push.Ping.Target;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Takes {@code /push/TOKEN}. The token in it is all that a job needs to say who it is, so it is
 * treated as credentials are: who guesses is told to wait. Not a resource, for those ask for keys.
 */
@Singleton
class PushWiring {

  private static final Logger LOG = Logger.getLogger(PushWiring.class);
  private static final Set<HttpMethod> METHODS =
      Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.HEAD);

  private final MonitorStore store;
  private final MaintenanceStore maintenance;
  private final Attempts attempts;
  private final Clock clock;

  PushWiring(MonitorStore store, MaintenanceStore maintenance, SecurityConfig config, Clock clock) {
    this.store = store;
    this.maintenance = maintenance;
    this.clock = clock;
    var failures = config.failures();
    this.attempts = new Attempts(failures.allowed(), failures.window(), failures.goodFor());
  }

  void register(@Observes Router router) {
    router.route("/push/*").handler(this::handle);
  }

  private void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    var body = Buffer.buffer();
    request.handler(
        piece -> {
          int room = Ping.MAX_BODY - body.length();
          if (room > 0) {
            body.appendBuffer(piece.slice(0, Math.min(room, piece.length())));
          }
        });
    request.endHandler(end -> answer(context, body.toString(StandardCharsets.UTF_8)));
    request.resume();
  }

  private void answer(RoutingContext context, String body) {
    if (!METHODS.contains(context.request().method())) {
      context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD, POST");
      say(context, 405, "GET, HEAD and POST are possible");
      return;
    }
    String path = String.valueOf(context.request().path());
    Optional<Target> target = Target.of(path);
    found(target)
        .chain(
            found ->
                found.isPresent() && target.isPresent()
                    ? reported(context, target.get(), found.get(), body)
                    : guessed(context, path))
        .subscribe()
        .with(
            done -> {},
            failure -> {
              LOG.warnf("a report of a job is not kept: %s", failure.toString());
              context.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
              say(context, 503, "not kept; try again");
            });
  }

  private Uni<Optional<Monitor>> found(Optional<Target> target) {
    return target
        .map(asked -> store.byToken(Keyring.sha256(asked.token())))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /** Who knows a token never waits for those that guess: it is too long to be guessed. */
  private Uni<Void> guessed(RoutingContext context, String path) {
    var verdict =
        attempts.judge(
            Attempts.source(source(context)), Keyring.sha256(path), false, clock.instant());
    if (verdict instanceof Attempts.Verdict.TooMany tooMany) {
      context
          .response()
          .putHeader(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.retryAfter().toSeconds() + 1));
      say(context, 429, "too many unknown addresses were asked for; wait");
    } else {
      say(context, 404, "there is no such push address");
    }
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> reported(RoutingContext context, Target target, Monitor monitor, String body) {
    var ping =
        new Ping(
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            target.kind(),
            target.exit().orElse(null),
            body.isEmpty() ? null : body.replace('\0', ' '),
            source(context));
    return take(monitor, ping).invoke(() -> say(context, 200, "OK"));
  }

  private Uni<Void> take(Monitor monitor, Ping ping) {
    return maintenance
        .of(List.of(monitor.tenant()))
        .map(
            windows ->
                windows
                    .heldUntil(monitor.tenant(), monitor.labels(Down.FAILED), ping.at())
                    .isPresent())
        .chain(
            held ->
                store.change(
                    monitor.id(),
                    ping.at(),
                    current -> {
                      Job.Step step =
                          current.job().ping(ping.kind(), ping.at(), held || current.paused());
                      return Optional.of(
                          new Event(step, current.paused(), ping, step.next().due(Instant.MIN)));
                    }))
        .replaceWithVoid();
  }

  private static String source(RoutingContext context) {
    SocketAddress remote = context.request().remoteAddress();
    if (remote == null) {
      return "local";
    }
    return remote.hostAddress() == null ? remote.host() : remote.hostAddress();
  }

  private static void say(RoutingContext context, int status, String text) {
    if (!context.response().ended()) {
      context
          .response()
          .setStatusCode(status)
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
          .end(text + "\n");
    }
  }
}
