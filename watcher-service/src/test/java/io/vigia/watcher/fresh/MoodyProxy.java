package io.vigia.watcher.fresh;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a cluster, refuses searches as often as it is told to, or lets them wait. */
final class MoodyProxy implements AutoCloseable {

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String cluster;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Instant> searches = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Duration delay = Duration.ZERO;

  MoodyProxy(int port, String cluster) throws IOException {
    this.cluster = cluster;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The next searches are answered with 503, so many of them. */
  void refuse(int count) {
    refusals.set(count);
  }

  void delay(Duration time) {
    delay = time;
  }

  /** When each search came. */
  List<Instant> searches() {
    return List.copyOf(searches);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (path.contains("_search")) {
        searches.add(Instant.now());
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          answer(exchange, 503, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          return;
        }
        closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
      }
      var request =
          HttpRequest.newBuilder(URI.create(cluster + path))
              .header("Content-Type", "application/json")
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
      var answer = client.send(request.build(), BodyHandlers.ofByteArray());
      answer(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
