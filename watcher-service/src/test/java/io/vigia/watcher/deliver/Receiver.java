package io.vigia.watcher.deliver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A webhook receiver that keeps what it gets and answers what it is told to. */
public final class Receiver implements AutoCloseable {

  /** What came. */
  public record Message(Instant at, String path, Map<String, List<String>> headers, String body) {
    public String key() {
      return headers.get("Idempotency-key").get(0);
    }
  }

  /** An answer; of a status below 0 it never comes. */
  record Answer(int status, String retryAfter) {}

  private static final Answer OK = new Answer(200, "");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Answer otherwise = OK;

  public Receiver() throws IOException {
    this(0);
  }

  Receiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** The next answers, one each; then 200. */
  Receiver answering(int... statuses) {
    for (int status : statuses) {
      answers.add(new Answer(status, ""));
    }
    return this;
  }

  Receiver answering(Answer answer) {
    answers.add(answer);
    return this;
  }

  Receiver always(int status) {
    otherwise = new Answer(status, "");
    return this;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  public List<Message> messages() {
    return List.copyOf(messages);
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    messages.add(
        new Message(
            Instant.now(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            body));
    Answer answer = answers.isEmpty() ? otherwise : answers.poll();
    if (answer.status() < 0) {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return;
    }
    if (!answer.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
    }
    exchange.sendResponseHeaders(answer.status(), -1);
    exchange.close();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
