package io.vigia.benchmarks.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Passes everything on to a cluster. A request whose body holds the marker waits first, without a
 * thread, so that hundreds may wait at once.
 */
public final class DelayingProxy implements AutoCloseable {

  private static final int THREADS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int BAD_GATEWAY = 502;
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection", "content-length", "date", "expect", "host", "transfer-encoding", "upgrade");

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, DelayingProxy::daemon);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DelayingProxy::daemon);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI cluster;
  private final String marker;
  private final Duration delay;
  private final Traffic traffic = new Traffic();

  /**
   * @param port on the loopback interface; 0 for any
   * @param cluster base address
   * @param marker what the body of a slow request holds
   * @param delay of a slow request
   */
  public DelayingProxy(int port, URI cluster, String marker, Duration delay) throws IOException {
    // an idle connection that the server closes just when it is used again would count as a failure
    System.setProperty("sun.net.httpserver.maxIdleConnections", "4000");
    System.setProperty("sun.net.httpserver.idleInterval", "3600");
    System.setProperty("sun.net.httpserver.nodelay", "true");
    this.cluster = cluster;
    this.marker = marker;
    this.delay = delay;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What has passed so far. */
  public Traffic traffic() {
    return traffic;
  }

  @Override
  public void close() {
    server.stop(0);
    timer.shutdownNow();
    threads.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String text = text(exchange, body);
    boolean slow = text.contains(marker);
    int searches = SearchCount.of(exchange.getRequestURI().getPath(), text);
    traffic.begun(searches, slow);
    if (slow) {
      timer.schedule(() -> pass(exchange, body), delay.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      pass(exchange, body);
    }
  }

  private void pass(HttpExchange exchange, byte[] body) {
    long sent = System.nanoTime();
    client
        .sendAsync(request(exchange, body), BodyHandlers.ofByteArray())
        .whenComplete(
            (answer, failure) -> {
              traffic.ended(System.nanoTime() - sent, failure != null);
              answer(exchange, failure == null ? answer : null);
            });
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    URI asked = exchange.getRequestURI();
    var request =
        HttpRequest.newBuilder(cluster.resolve(asked.toString()))
            .timeout(PATIENCE)
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      if (passedOn(header.getKey())) {
        header.getValue().forEach(value -> request.header(header.getKey(), value));
      }
    }
    return request.build();
  }

  private static void answer(HttpExchange exchange, @Nullable HttpResponse<byte[]> answer) {
    try (exchange) {
      if (answer == null) {
        exchange.sendResponseHeaders(BAD_GATEWAY, -1);
        return;
      }
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (passedOn(name)) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      byte[] body = answer.body();
      boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
      exchange.sendResponseHeaders(answer.statusCode(), bodiless ? -1 : body.length);
      if (!bodiless) {
        exchange.getResponseBody().write(body);
      }
    } catch (IOException nobodyWaitsAnyMore) {
      // whoever asked has given up
    }
  }

  private static String text(HttpExchange exchange, byte[] body) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    if (encoding == null || !encoding.equalsIgnoreCase("gzip")) {
      return new String(body, StandardCharsets.UTF_8);
    }
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean passedOn(String header) {
    // the JDK's client tells HTTP/2's pseudo headers among the others
    return !header.startsWith(":") && !NOT_PASSED_ON.contains(header.toLowerCase(Locale.ROOT));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    return thread;
  }
}
