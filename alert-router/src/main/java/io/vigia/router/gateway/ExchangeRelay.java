package io.vigia.router.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vigia.kit.problem.Problem;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * One request on its way to a service and back. Both bodies stream, as fast as the slower side
 * takes them; a body that was cut off on the way in is never ended as if it were whole.
 */
final class ExchangeRelay {

  private static final Logger LOG = Logger.getLogger(ExchangeRelay.class);

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final RoutingContext context;
  private final Target target;
  private final String token;
  private final long limit;
  private long taken;
  private boolean answered;
  private boolean refused;

  /**
   * @param limit of the request's body in bytes
   */
  ExchangeRelay(RoutingContext context, Target target, String token, long limit) {
    this.context = context;
    this.request = context.request();
    this.response = context.response();
    this.target = target;
    this.token = token;
    this.limit = limit;
  }

  /** No connection: nothing was sent. */
  void away(Throwable fault) {
    LOG.warnf("%s is away: %s", target.application(), fault.toString());
    response.putHeader("Retry-After", "5");
    refuse(503, "unavailable", " is away", "Nothing was sent to it. Try again.");
  }

  void begin(HttpClientRequest upstream) {
    copyHeaders(upstream);
    context.addEndHandler(
        done -> {
          if (done.failed()) {
            upstream.reset(); // the caller has gone
          }
        });
    upstream.exceptionHandler(fault -> {}); // the answer's future tells it, too
    upstream.response().onSuccess(answer -> answer(upstream, answer)).onFailure(this::broken);
    upload(upstream);
  }

  private void copyHeaders(HttpClientRequest upstream) {
    MultiMap headers = request.headers();
    var passed = PassedHeaders.of(headers.getAll(HttpHeaders.CONNECTION));
    headers.forEach(
        (name, value) -> {
          if (passed.toService(name)) {
            upstream.headers().add(name, value);
          }
        });
    upstream.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    boolean hasBody =
        headers.contains(HttpHeaders.TRANSFER_ENCODING)
            || headers.contains(HttpHeaders.CONTENT_LENGTH);
    if (hasBody && !upstream.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      upstream.setChunked(true);
    }
    if ("100-continue".equalsIgnoreCase(headers.get(HttpHeaders.EXPECT))) {
      response.writeContinue();
    }
  }

  private void upload(HttpClientRequest upstream) {
    request.exceptionHandler(cut -> upstream.reset());
    request.handler(chunk -> pass(chunk, upstream));
    request.endHandler(
        end -> {
          if (!refused) {
            upstream.end();
          }
        });
    request.resume();
  }

  private void pass(Buffer chunk, HttpClientRequest upstream) {
    taken += chunk.length();
    if (refused) {
      return;
    }
    if (taken > limit) {
      refuse(413, "too-large", ": the body is too large", "At most " + limit + " bytes are taken.");
      upstream.reset();
      return;
    }
    upstream.write(chunk);
    if (upstream.writeQueueFull()) {
      request.pause();
      upstream.drainHandler(drained -> request.resume());
    }
  }

  private void answer(HttpClientRequest upstream, HttpClientResponse answer) {
    if (refused) {
      return;
    }
    if (answer.statusCode() == 401) {
      LOG.warnf("%s does not believe this router's token", target.application());
      refuse(
          502,
          "gateway-token",
          " does not believe this router",
          "Its vigia.security.gateway-public-key must belong to this router's"
              + " vigia.router.gateway-private-key, and the clocks must agree.");
      answer.exceptionHandler(reset -> {});
      upstream.reset();
      return;
    }
    answered = true;
    response.setStatusCode(answer.statusCode());
    var passed = PassedHeaders.of(answer.headers().getAll(HttpHeaders.CONNECTION));
    answer.headers().forEach((name, value) -> copyBack(passed, name, value));
    boolean bodiless =
        request.method() == HttpMethod.HEAD
            || answer.statusCode() == 204
            || answer.statusCode() == 304;
    if (!bodiless && !response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.setChunked(true);
    }
    answer.pipe().endOnFailure(false).to(response).onFailure(cut -> response.reset());
  }

  private void copyBack(PassedHeaders passed, String name, String value) {
    if (!passed.toCaller(name)) {
      return;
    }
    boolean isOwnPath =
        name.equalsIgnoreCase("Location") && value.startsWith("/") && !value.startsWith("//");
    response
        .headers()
        .add(name, isOwnPath ? Destination.PREFIX + "/" + target.wireName() + value : value);
  }

  private void broken(Throwable fault) {
    if (answered || refused || response.closed()) {
      return;
    }
    LOG.warnf("%s gave no answer: %s", target.application(), fault.toString());
    String unsure = "Whether the request was carried out is not known: look before you repeat it.";
    if (fault instanceof TimeoutException) {
      refuse(504, "gateway-timeout", " did not answer in 30 s", unsure);
    } else {
      refuse(502, "gateway-broken", " broke off before its answer", unsure);
    }
  }

  private void refuse(int status, String code, String title, String detail) {
    refused = true;
    if (response.headWritten() || response.closed()) {
      return;
    }
    if (status == 413) {
      response.putHeader(HttpHeaders.CONNECTION, "close");
      response.bodyEndHandler(told -> request.connection().close());
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(Problem.of(status, code, target.application() + title, detail).json());
    request.resume(); // what is still to come of the body is read and dropped
  }
}
