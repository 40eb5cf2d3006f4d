package io.vigia.watcher;

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
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real cluster behind a proxy that counts its searches and spoils them as it is told. */
final class SpoiltCluster implements AutoCloseable {

  private static final String NEVER = "\0";
  private static final String REFUSAL =
      """
      {"error":{"type":"security_exception","reason":"the key is gone"},"status":403}""";
  private static final String TIMED_OUT =
      """
      {"took":1,"timed_out":true,"_shards":{"total":1,"successful":1,"failed":0},
       "hits":{"hits":[]}}""";

  private final HttpServer server;
  private final String target;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger searches = new AtomicInteger();
  private final AtomicInteger tired = new AtomicInteger();
  private volatile String slow = NEVER;
  private volatile boolean refuses;

  SpoiltCluster(int port, String target) throws IOException {
    this.target = target;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** Well again, and nothing counted. */
  void heal() {
    slow = NEVER;
    refuses = false;
    tired.set(0);
    searches.set(0);
  }

  /** Searches that hold the text get no answer. */
  void slow(String text) {
    slow = text;
  }

  /** All searches are refused. */
  void refuse() {
    refuses = true;
  }

  /** The next searches time out in the cluster. */
  void tired(int times) {
    tired.set(times);
  }

  int searches() {
    return searches.get();
  }

  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      if (!exchange.getRequestURI().getPath().endsWith("search")) {
        forward(exchange, body);
        return;
      }
      searches.incrementAndGet();
      if (new String(body, StandardCharsets.UTF_8).contains(slow)) {
        closed.await(30, TimeUnit.SECONDS);
      } else if (refuses) {
        answer(exchange, 403, REFUSAL.getBytes(StandardCharsets.UTF_8));
      } else if (tired.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        answer(exchange, 200, TIMED_OUT.getBytes(StandardCharsets.UTF_8));
      } else {
        forward(exchange, body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private void forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type != null) {
      request.header("Content-Type", type);
    }
    var response = client.send(request.build(), BodyHandlers.ofByteArray());
    answer(exchange, response.statusCode(), response.body());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
