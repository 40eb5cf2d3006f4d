package io.vigia.remediation.step;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import io.vigia.kit.outbound.OutboundClient;
import io.vigia.kit.outbound.OutboundRefused;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code http-call: {url: …, method: POST}}: tells something else to act. The body names runbook,
 * target, alert and execution; the header {@code Idempotency-Key} is the execution's id.
 */
@ApplicationScoped
class HttpCallStep implements Step {

  record Settings(URI url, String method, Map<String, String> headers, Duration timeout) {
    public Settings {
      OutboundClient.check("url", url);
      method = method == null ? "POST" : method.toUpperCase(Locale.ROOT);
      if (!Set.of("GET", "POST", "PUT", "PATCH", "DELETE").contains(method)) {
        throw new IllegalArgumentException("method: " + method + " is not supported");
      }
      headers = headers == null ? Map.of() : Map.copyOf(headers);
      timeout = timeout == null ? Duration.ofSeconds(10) : timeout;
    }
  }

  private final OutboundClient http;

  HttpCallStep(OutboundClient http) {
    this.http = http;
  }

  @Override
  public String type() {
    return "http-call";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public Uni<String> act(Task task, Object settings) {
    var call = (Settings) settings;
    String to = OutboundClient.words(call.url());
    var body =
        new JsonObject()
            .put("execution", task.execution())
            .put("runbook", task.runbook())
            .put("target", task.target())
            .put("alertname", task.alertname());
    return http.request(HttpMethod.valueOf(call.method()), call.url(), call.timeout())
        .chain(request -> send(request, call, task, body))
        .ifNoItem()
        .after(call.timeout())
        .fail()
        .onFailure(OutboundRefused.class)
        .transform(e -> new StepFailure("not sent: " + e.getMessage()))
        .onFailure(failure -> !(failure instanceof StepFailure))
        .transform(e -> new StepFailure(to + " was not reached: " + e.getClass().getSimpleName()))
        .map(
            answer -> {
              if (answer.statusCode() / 100 != 2) {
                throw new StepFailure(to + " answered HTTP " + answer.statusCode());
              }
              return call.method() + " " + to + ": HTTP " + answer.statusCode();
            });
  }

  private static Uni<HttpResponse<Void>> send(
      HttpRequest<Buffer> request, Settings call, Task task, JsonObject body) {
    request.putHeader("Idempotency-Key", task.execution());
    call.headers().forEach(request::putHeader);
    boolean hasBody = !call.method().equals("GET") && !call.method().equals("DELETE");
    var unread = request.as(BodyCodec.none()); // what it says may never end
    return hasBody ? unread.sendJsonObject(body) : unread.send();
  }
}
