package io.vigia.benchmarks.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Webhook receivers in this process, each a path. The last one is dead until it is revived: it
 * takes what comes and never answers.
 */
final class Receivers implements AutoCloseable {

  static final int COUNT = 20;

  /**
   * A notification that was answered.
   *
   * @param id by which a receiver collapses repeats; "null" where the sender gives none
   * @param alerts {@code fingerprint status} of each
   */
  record Told(String receiver, String id, String group, Instant at, List<String> alerts) {}

  private final ObjectMapper json = new ObjectMapper();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Told> told = new ConcurrentLinkedQueue<>();
  private final CountDownLatch revived = new CountDownLatch(1);
  private final HttpServer server;
  private final Clock clock;

  Receivers(Clock clock) throws IOException {
    this.clock = clock;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** A routing file in which each receiver takes the alerts that name it. */
  String routing(String groupWait, String groupInterval) {
    var text = new StringBuilder();
    text.append(
        """
        route:
          receiver: none
          group_by: [alertname, service]
          group_wait: %s
          group_interval: %s
          repeat_interval: 4h
          routes:
        """
            .formatted(groupWait, groupInterval));
    for (int i = 0; i < COUNT; i++) {
      text.append("    - {receiver: r%d, match: {receiver: r%d}}%n".formatted(i, i));
    }
    text.append("receivers:\n  - name: none\n");
    for (int i = 0; i < COUNT; i++) {
      text.append(
          "  - {name: r%d, webhook_configs: [{url: 'http://127.0.0.1:%d/r%d'}]}%n"
              .formatted(i, server.getAddress().getPort(), i));
    }
    return text.toString();
  }

  static boolean isDead(int receiver) {
    return receiver == COUNT - 1;
  }

  void revive() {
    revived.countDown();
  }

  List<Told> told() {
    return List.copyOf(told);
  }

  private void take(HttpExchange exchange) throws IOException {
    Instant at = clock.instant();
    String receiver = exchange.getRequestURI().getPath().substring(1);
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (receiver.equals("r" + (COUNT - 1)) && revived.getCount() > 0) {
      try {
        revived.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      exchange.close(); // whoever asked has long gone
      return;
    }
    JsonNode payload = json.readTree(body);
    List<String> alerts = new ArrayList<>();
    payload
        .path("alerts")
        .forEach(
            alert ->
                alerts.add(
                    alert.path("labels").path("instance").asText()
                        + " "
                        + alert.path("status").asText()));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
    told.add(
        new Told(
            receiver,
            String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
            payload.path("groupLabels").path("service").asText(),
            at,
            alerts));
  }

  @Override
  public void close() {
    revive();
    server.stop(0);
    threads.shutdownNow();
  }
}
