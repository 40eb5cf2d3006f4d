package io.vigia.router.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import io.vigia.router.gateway.Destination.Forward;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sends requests on to the services; each has its few connections and a short queue for them. */
@Singleton
class GatewayClient {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final HttpClient http;
  private final GatewayConfig.Services services;
  private final long bodyLimit;

  GatewayClient(
      Vertx vertx,
      GatewayConfig config,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize bodyLimit) {
    this.services = config.services();
    for (Target target : Target.values()) {
      requireAddress(target);
    }
    this.bodyLimit = bodyLimit.asLongValue();
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setKeepAliveTimeout(30)
                .setMaxWaitQueueSize(64)
                .setMaxHeaderSize(16 * 1024),
            new PoolOptions().setHttp1MaxSize(16));
  }

  void forward(RoutingContext context, Forward forward, String token) {
    URI base = base(forward.target());
    var request = context.request();
    request.pause();
    var exchange = new ExchangeRelay(context, forward.target(), token, bodyLimit);
    String query = request.query();
    http.request(
            new RequestOptions()
                .setMethod(request.method())
                .setHost(base.getHost())
                .setPort(port(base))
                .setSsl("https".equals(base.getScheme()))
                .setURI(prefix(base) + forward.path() + (query == null ? "" : "?" + query))
                .setConnectTimeout(CONNECT.toMillis())
                .setIdleTimeout(SILENCE.toMillis())
                .setFollowRedirects(false))
        .onSuccess(exchange::begin)
        .onFailure(exchange::away);
  }

  private URI base(Target target) {
    return switch (target) {
      case WATCHER -> services.watcher();
      case HEARTBEAT -> services.heartbeat();
      case ANOMALY -> services.anomaly();
      case REMEDIATION -> services.remediation();
    };
  }

  private void requireAddress(Target target) {
    URI base = base(target);
    if (base.getHost() == null || !String.valueOf(base.getScheme()).matches("https?")) {
      throw new IllegalStateException(
          "vigia.router.services."
              + target.wireName()
              + ": '"
              + base
              + "' is no address such as http://127.0.0.1:8081");
    }
  }

  private static int port(URI base) {
    if (base.getPort() >= 0) {
      return base.getPort();
    }
    return "https".equals(base.getScheme()) ? 443 : 80;
  }

  private static String prefix(URI base) {
    String path = base.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
