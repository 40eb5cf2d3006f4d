package io.vigia.remediation.step;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.ext.web.client.WebClient;
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
      if (url == null || url.getHost() == null) {
        throw new IllegalArgumentException("url: an http or https address is required");
      }
      method = method == null ? "POST" : method.toUpperCase(Locale.ROOT);
      if (!Set.of("GET", "POST", "PUT", "PATCH", "DELETE").contains(method)) {
        throw new IllegalArgumentException("method: " + method + " is not supported");
      }
      headers = headers == null ? Map.of() : Map.copyOf(headers);
      timeout = timeout == null ? Duration.ofSeconds(10) : timeout;
    }
  }

  private final WebClient http;

  HttpCallStep(WebClient http) {
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
    var body =
        new JsonObject()
            .put("execution", task.execution())
            .put("runbook", task.runbook())
            .put("target", task.target())
            .put("alertname", task.alertname());
    var request =
        http.requestAbs(HttpMethod.valueOf(call.method()), call.url().toString())
            .timeout(call.timeout().toMillis())
            .putHeader("Idempotency-Key", task.execution());
    call.headers().forEach(request::putHeader);
    boolean hasBody = !call.method().equals("GET") && !call.method().equals("DELETE");
    return (hasBody ? request.sendJsonObject(body) : request.send())
        .onFailure()
        .transform(e -> new StepFailure(call.url() + " was not reached: " + e.getMessage()))
        .map(
            answer -> {
              if (answer.statusCode() / 100 != 2) {
                throw new StepFailure(call.url() + " answered HTTP " + answer.statusCode());
              }
              return call.method() + " " + call.url() + ": HTTP " + answer.statusCode();
            });
  }
}
