package io.vigia.kit.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Large bodies under way may take a quarter of the heap together; who would go beyond is told to
 * come back. Only callers with credentials get here, so nobody else can use the room up.
 */
@ApplicationScoped
class BodyBudgetWiring {

  private static final long SMALL = 64 * 1024;

  private static final Problem FULL =
      Problem.of(
          503,
          "unavailable",
          "Too many large bodies at once",
          "Nothing was stored. Try again, or send smaller batches.");

  private final AtomicLong underWay = new AtomicLong();
  private final long budget = Runtime.getRuntime().maxMemory() / 4;
  private final long largest;

  BodyBudgetWiring(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size")
          io.quarkus.runtime.configuration.MemorySize largest) {
    this.largest = largest.asLongValue();
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, SecurityHandlerPriorities.AUTHORIZATION - 1);
  }

  private void check(RoutingContext context) {
    long size = size(context.request());
    if (size <= SMALL) {
      context.next();
      return;
    }
    if (underWay.addAndGet(size) > budget) {
      underWay.addAndGet(-size);
      refuse(context);
      return;
    }
    context.addEndHandler(ended -> underWay.addAndGet(-size));
    context.next();
  }

  /** In chunks, it may become as large as any. */
  private long size(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      return Long.parseLong(length);
    }
    return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null ? 0 : largest;
  }

  private static void refuse(RoutingContext context) {
    context
        .response()
        .setStatusCode(503)
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.RETRY_AFTER, "1")
        .putHeader(HttpHeaders.CONNECTION, "close")
        .end(FULL.json());
    context.request().resume();
  }
}
