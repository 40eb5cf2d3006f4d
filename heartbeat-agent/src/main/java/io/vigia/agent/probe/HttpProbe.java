package io.vigia.agent.probe;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import io.vigia.agent.target.Target;
import io.vigia.kit.outbound.OutboundClient;
import io.vigia.kit.outbound.OutboundRefused;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** HTTP and HTTPS: any 2xx or 3xx is healthy, as in the reference agent. Keeps connections. */
@ApplicationScoped
class HttpProbe implements Probe {

  private final OutboundClient http;

  HttpProbe(OutboundClient http) {
    this.http = http;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("http", "https");
  }

  @Override
  public Uni<Finding> look(Target target, Duration timeout) {
    long begun = System.nanoTime();
    return http.request(HttpMethod.GET, target.url(), timeout)
        .chain(request -> send(request, target))
        // a kept connection may die before its first byte: that says nothing of the target
        .onFailure(HttpProbe::isStaleConnection)
        .retry()
        .atMost(1)
        .map(answer -> finding(answer.statusCode(), since(begun)))
        .onFailure()
        .recoverWithItem(failure -> Finding.unwell(since(begun), reason(failure)));
  }

  private static Uni<HttpResponse<Void>> send(HttpRequest<Buffer> request, Target target) {
    target.headers().forEach(request::putHeader);
    // the status is all that counts; a body may never end
    return request.as(BodyCodec.none()).send();
  }

  private static Finding finding(int status, Duration latency) {
    return status >= 200 && status < 400
        ? Finding.well(latency)
        : Finding.unwell(latency, "HTTP " + status);
  }

  private static boolean isStaleConnection(Throwable failure) {
    return String.valueOf(failure.getMessage()).contains("Connection was closed");
  }

  private static String reason(Throwable failure) {
    if (failure instanceof OutboundRefused refused) {
      return String.valueOf(refused.getMessage());
    }
    if (failure instanceof TimeoutException
        || failure.getClass().getSimpleName().contains("Timeout")) {
      return "Timeout";
    }
    return failure instanceof ConnectException
        ? "Connection refused"
        : failure.getClass().getSimpleName();
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
