package io.vigia.router.deliver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Providers on a free port, one a path; each keeps what it gets and answers as it is told to. */
final class FakeServer implements AutoCloseable {

  /**
   * @param headers names in lower case
   * @param taken whether the answer was 2xx
   */
  record Request(String path, Map<String, String> headers, String body, Instant at, boolean taken) {
    JsonObject json() {
      return new JsonObject(body);
    }

    String id() {
      return headers.getOrDefault("idempotency-key", "");
    }
  }

  /**
   * @param hangs until the server is closed
   */
  record Answer(int status, Map<String, String> headers, String body, boolean hangs) {
    static final Answer OK = of(200);

    static Answer of(int status) {
      return new Answer(status, Map.of(), "{\"errors\":false}", false);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Function<String, Answer>> answers = new ConcurrentHashMap<>();

  FakeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    Answer answer = answers.getOrDefault(path, b -> Answer.OK).apply(body);
    var headers = new ConcurrentHashMap<String, String>();
    exchange.getRequestHeaders().forEach((k, v) -> headers.put(k.toLowerCase(), v.get(0)));
    requests.add(new Request(path, headers, body, Instant.now(), answer.status() < 300));
    try {
      if (answer.hangs()) {
        closed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  void answer(String path, Function<String, Answer> answer) {
    answers.put(path, answer);
  }

  void answer(String path, int status) {
    answer(path, body -> Answer.of(status));
  }

  List<Request> requests(String path, String text) {
    return requests.stream().filter(r -> r.path().equals(path) && r.body().contains(text)).toList();
  }

  List<Request> taken(String path, String text) {
    return requests(path, text).stream().filter(Request::taken).toList();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
