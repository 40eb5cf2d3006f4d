package io.vigia.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.suite.SuiteClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for the team that is to be told: counts what it hears about one service. */
final class WebhookReceiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 4 << 20;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;

  private final Service about;
  private final HttpServer server;
  private final List<String> statuses = new CopyOnWriteArrayList<>();

  WebhookReceiver(Service about) throws IOException {
    this.about = about;
    this.server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    server.createContext("/hook", this::take);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
  }

  /** How many notifications with that status have come. */
  long count(String status) {
    return statuses.stream().filter(status::equals).count();
  }

  Milestone told(String status) {
    return Milestone.when("alert-router told the webhook: " + status, () -> count(status) > 0);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      int answer = OK;
      try {
        note(JSON.readTree(exchange.getRequestBody().readNBytes(MOST_BYTES)));
      } catch (IOException notJson) {
        answer = BAD_REQUEST;
      }
      exchange.sendResponseHeaders(answer, -1);
    }
  }

  private void note(JsonNode payload) {
    for (JsonNode alert : payload.path("alerts")) {
      if (SuiteClient.isServiceDown(alert, about)) {
        statuses.add(alert.path("status").asText());
      }
    }
  }
}
