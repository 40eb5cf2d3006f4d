package io.vigia.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who is told, at {@code /hook}, and something that is repaired, at {@code /act}. */
final class WebhookReceiver implements AutoCloseable {

  private final HttpServer server;
  private final List<JsonNode> told = new CopyOnWriteArrayList<>();
  private final List<String> ids = new CopyOnWriteArrayList<>();
  private final AtomicInteger acts = new AtomicInteger();

  WebhookReceiver() throws IOException {
    var json = new ObjectMapper();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          JsonNode body = json.readTree(exchange.getRequestBody());
          if (exchange.getRequestURI().getPath().equals("/act")) {
            acts.incrementAndGet();
          } else {
            told.add(body);
            ids.add(
                body.at("/groupLabels/alertname").asText()
                    + "="
                    + exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  int acts() {
    return acts.get();
  }

  /** Notifications with the status about the service's alert. */
  List<JsonNode> told(String status, String alertname, String service) {
    return told.stream()
        .filter(n -> n.path("status").asText().equals(status))
        .filter(n -> n.at("/groupLabels/alertname").asText().equals(alertname))
        .filter(n -> n.at("/groupLabels/service").asText().equals(service))
        .toList();
  }

  /** The notification ids under which an alert was told, repeats included. */
  List<String> ids(String alertname) {
    return ids.stream().filter(id -> id.startsWith(alertname + "=")).toList();
  }

  List<JsonNode> all() {
    return List.copyOf(told);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
