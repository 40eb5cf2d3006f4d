package io.vigia.e2e.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Somebody outside who is told things, and remembers every one with the id that it carried. */
final class Receiver implements AutoCloseable {

  /** One request. */
  record Told(String path, String id, JsonNode body, Instant at) {

    String alertname() {
      return body.at("/alerts/0/labels/alertname").asText();
    }

    String status() {
      return body.path("status").asText();
    }
  }

  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final Queue<Told> told = new ConcurrentLinkedQueue<>();
  private volatile int status = 200;

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          int answer = status;
          if (answer == 200) {
            told.add(
                new Told(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                    body.length == 0 ? json.nullNode() : json.readTree(body),
                    Instant.now()));
          }
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** What it answers from now on; anything but 200 is not remembered. */
  void answer(int code) {
    status = code;
  }

  List<Told> told(Predicate<Told> which) {
    return told.stream().filter(which).toList();
  }

  /** Notifications about an alert with that status. */
  List<Told> told(String alertname, String ofStatus) {
    return told(t -> t.alertname().equals(alertname) && t.status().equals(ofStatus));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
