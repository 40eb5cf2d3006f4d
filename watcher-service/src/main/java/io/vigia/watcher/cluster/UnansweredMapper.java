package io.vigia.watcher.cluster;

import io.vigia.kit.problem.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a cluster did not answer, as a problem with the cluster's own words. */
public class UnansweredMapper {

  private static final int LATER_SECONDS = 5;

  @ServerExceptionMapper
  Response unanswered(Unanswered why) {
    return switch (why.reason()) {
      case MISSING_INDEX ->
          answer(Problem.of(404, "missing-index", "No such index", why.detail()).at("index", null));
      case REJECTED ->
          answer(Problem.of(400, "rejected", "The cluster refuses the request", why.detail()));
      case SHARD_FAILURES, TIMED_OUT, PARTIAL_RESULT, UNREACHABLE ->
          Response.fromResponse(
                  answer(
                      Problem.of(
                          503,
                          "unanswered",
                          "The cluster gives no whole answer",
                          why.reason() + ": " + why.detail())))
              .header("Retry-After", LATER_SECONDS)
              .build();
    };
  }

  private static Response answer(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
  }
}
