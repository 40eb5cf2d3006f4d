package io.vigia.launcher.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.launcher.home.Ports;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The public interfaces of a running suite, called with the admin key. */
public final class SuiteClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JSON_TYPE = "application/json";

  /** A receiver that hangs takes the router's delivery timeout; one of many phones, that often. */
  private static final Duration RECEIVERS_ANSWER_WITHIN = Duration.ofMinutes(1);

  private final Ports ports;
  private final Http http;

  public SuiteClient(Ports ports, String adminKey) {
    this.ports = ports;
    this.http = Http.with(adminKey);
  }

  /** Whether the router holds a firing alert that the service is down. */
  public boolean isReportedDown(Service service) throws IOException {
    for (JsonNode alert : get(Service.ALERT_ROUTER, "/api/v2/alerts")) {
      if (isServiceDown(alert, service)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an alert of the Alertmanager API, or of its webhook, says that the service is down. */
  public static boolean isServiceDown(JsonNode alert, Service service) {
    JsonNode labels = alert.path("labels");
    return labels.path("alertname").asText().equals("ServiceDown")
        && labels.path("service").asText().equals(service.title());
  }

  /** What was done or refused for a target, newest first. */
  public List<Execution> executions(Service target) throws IOException {
    List<Execution> found = new ArrayList<>();
    for (JsonNode row : get(Service.REMEDIATION_WEBHOOK, "/api/v1/executions")) {
      Execution execution = Execution.of(row);
      if (execution.target().equals(target.title())) {
        found.add(execution);
      }
    }
    return found;
  }

  /** Makes the router read its files again. */
  public void reload() throws IOException {
    post(Service.ALERT_ROUTER, "/-/reload", Map.of());
  }

  /** Tells each integration of a receiver that this is a test; what came of it. */
  public JsonNode testReceiver(String name) throws IOException {
    String part = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    String path = "/api/v1/receivers/" + part + "/test";
    Http patient = new Http(http.key(), RECEIVERS_ANSWER_WITHIN);
    Http.Answer answer =
        patient.post(ports.address(Service.ALERT_ROUTER) + path, JSON_TYPE, new byte[0]);
    return parsed(path, answer);
  }

  public boolean killSwitchIsOn() throws IOException {
    return get(Service.REMEDIATION_WEBHOOK, "/api/v1/kill-switch").path("on").asBoolean();
  }

  public void killSwitch(boolean on, String reason) throws IOException {
    post(Service.REMEDIATION_WEBHOOK, "/api/v1/kill-switch", Map.of("on", on, "reason", reason));
  }

  private JsonNode get(Service service, String path) throws IOException {
    return parsed(path, http.get(ports.address(service) + path));
  }

  private void post(Service service, String path, Map<String, ?> body) throws IOException {
    Http.Answer answer =
        http.post(ports.address(service) + path, JSON_TYPE, JSON.writeValueAsBytes(body));
    if (!answer.ok()) {
      throw refusal("POST " + path, answer);
    }
  }

  private static JsonNode parsed(String path, Http.Answer answer) {
    if (!answer.ok()) {
      throw refusal(path, answer);
    }
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw Failure.failed("%s answered no JSON: %s", path, e.getOriginalMessage());
    }
  }

  private static Failure refusal(String request, Http.Answer answer) {
    return Failure.failed("%s answered %d: %s", request, answer.status(), answer.body());
  }
}
