package io.vigia.kit.identity;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vigia.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** A page of another site must not use the credentials that a browser keeps for ours. */
@ApplicationScoped
class CrossSiteWiring {

  private static final int EARLY = 900_000;

  private static final Problem FOREIGN =
      Problem.of(
          403, "cross-site", "Not from another site", "A page of another site asked for this.");

  void register(@Observes Filters filters) {
    filters.register(CrossSiteWiring::check, EARLY);
  }

  private static void check(RoutingContext context) {
    var request = context.request();
    boolean reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    String site = request.getHeader("Sec-Fetch-Site");
    if (reads || site == null || site.equals("same-origin") || site.equals("none")) {
      context.next();
      return;
    }
    context
        .response()
        .setStatusCode(403)
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(FOREIGN.json());
  }
}
