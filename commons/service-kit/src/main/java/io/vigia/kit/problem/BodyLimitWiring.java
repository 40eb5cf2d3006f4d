package io.vigia.kit.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says 413 with a reason where the server by itself would only hang up. */
@ApplicationScoped
class BodyLimitWiring {

  private static final int BEFORE_THE_SERVERS_OWN_CHECK = 1_000_000;

  private static final Problem ENCODING =
      Problem.of(
          400,
          "invalid",
          "The transfer encoding is not known",
          "Send a Content-Length, or 'Transfer-Encoding: chunked'.");

  private final long limit;

  BodyLimitWiring(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
    this.limit = limit.asLongValue();
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_THE_SERVERS_OWN_CHECK);
  }

  private void check(RoutingContext context) {
    String encoding = context.request().getHeader(HttpHeaders.TRANSFER_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("chunked")) {
      refuse(context, ENCODING);
      return;
    }
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null || length.length() < 19 && Long.parseLong(length) <= limit) {
      context.next();
      return;
    }
    refuse(
        context,
        Problem.of(
            413,
            "too-large",
            "The body is too large",
            "At most " + limit + " bytes are taken; send smaller batches."));
  }

  private static void refuse(RoutingContext context, Problem problem) {
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CONNECTION, "close")
        .end(problem.json())
        .onComplete(done -> context.request().connection().close());
  }
}
