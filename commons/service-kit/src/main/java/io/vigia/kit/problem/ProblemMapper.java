package io.vigia.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.arc.All;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Every exception that leaves a resource, as problem+json. A 5xx says nothing of its cause. */
public class ProblemMapper {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  private static final Problem FORBIDDEN =
      Problem.of(403, "forbidden", "Not allowed", "The key's role does not allow this.");
  private static final Problem INTERNAL =
      Problem.of(500, "internal", "Something went wrong here", "It is in the service's log.");
  private static final Problem UNSTORABLE =
      Problem.of(
          400,
          "invalid",
          "The input cannot be stored",
          "A text is too long or holds characters, or a number or time lies beyond, what can be"
              + " stored.");
  private static final Problem UNAVAILABLE =
      Problem.of(
          503, "unavailable", "A part that is needed is away", "Nothing was stored. Try again.");

  private final List<Unprocessable> faults;

  ProblemMapper(@All List<Unprocessable> faults) {
    this.faults = faults;
  }

  @ServerExceptionMapper
  Response refusal(Refusal refusal) {
    Response answer = answer(refusal.problem());
    return refusal
        .retryAfter()
        .map(time -> Response.fromResponse(answer).header("Retry-After", time.toSeconds()).build())
        .orElse(answer);
  }

  @ServerExceptionMapper
  Response json(JsonProcessingException fault) {
    return answer(JsonFault.explain(fault));
  }

  /** Quarkus has a mapper of its own for this one; the closer class wins. */
  @ServerExceptionMapper
  Response mismatched(MismatchedInputException fault) {
    return answer(JsonFault.explain(fault));
  }

  @ServerExceptionMapper
  Response encoding(CharConversionException fault) {
    return answer(
        Problem.of(400, "invalid", "The text is not valid", "UTF-8 is expected in the body"));
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException fault) {
    return answer(FORBIDDEN);
  }

  @ServerExceptionMapper
  Response unauthorized(UnauthorizedException fault) {
    return answer(FORBIDDEN);
  }

  @ServerExceptionMapper
  Response constraint(ConstraintViolationException fault) {
    ConstraintViolation<?> first =
        fault.getConstraintViolations().stream()
            .min(Comparator.comparing(v -> v.getPropertyPath().toString()))
            .orElseThrow();
    String path = first.getPropertyPath().toString();
    String field = path.contains(".") ? path.substring(path.indexOf('.') + 1) : path;
    return answer(
        Problem.of(400, "invalid", "The input is not valid", field + " " + first.getMessage())
            .at(field, null));
  }

  @ServerExceptionMapper
  Response web(WebApplicationException fault) {
    if (fault.getCause() instanceof JsonProcessingException json) {
      return answer(JsonFault.explain(json));
    }
    if (fault.getCause() instanceof Refusal refusal) {
      return answer(refusal.problem());
    }
    int status = fault.getResponse().getStatus();
    return status >= 500 ? unexpected(fault) : answer(ofStatus(status));
  }

  @ServerExceptionMapper
  Response unexpected(Throwable fault) {
    Optional<Throwable> away = Outage.in(fault);
    if (away.isPresent()) {
      LOG.warnf("refused, a part is away: %s", away.get().toString());
      return Response.fromResponse(answer(UNAVAILABLE)).header("Retry-After", "5").build();
    }
    if (faults.stream().anyMatch(f -> f.test(fault))) {
      LOG.infof("refused, cannot be stored: %s", fault.getMessage());
      return answer(UNSTORABLE);
    }
    LOG.error("a request failed", fault);
    return answer(INTERNAL);
  }

  private static Problem ofStatus(int status) {
    Response.@Nullable Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Refused" : known.getReasonPhrase();
    String detail =
        switch (status) {
          case 404 -> "Nothing is at this path. /q/openapi lists what there is.";
          case 405 -> "The path is there, but not for this method.";
          case 406, 415 -> "Send and accept application/json.";
          case 413 -> "The body is larger than this service takes.";
          default -> title;
        };
    return Problem.of(status, "http-" + status, title, detail);
  }

  private static Response answer(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
  }
}
