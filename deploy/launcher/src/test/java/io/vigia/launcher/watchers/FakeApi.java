package io.vigia.launcher.watchers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A watcher service that answers what it is told to. */
final class FakeApi implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  record Answer(int status, String body) {}

  record Asked(String request, String type, String key, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Function<Asked, Answer>> answers = new ConcurrentHashMap<>();
  private final HttpServer server;

  FakeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/", this::handle);
    server.start();
  }

  WatcherApi client() {
    return new WatcherApi("http://127.0.0.1:" + server.getAddress().getPort(), "admin-key");
  }

  /**
   * @param request such as {@code GET templates}, without its query
   */
  FakeApi on(String request, String body) {
    return on(request, asked -> new Answer(200, body));
  }

  FakeApi on(String request, Function<Asked, Answer> answer) {
    answers.put(request, answer);
    return this;
  }

  List<Asked> asked(String begin) {
    return asked.stream().filter(a -> a.request().startsWith(begin)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath().substring("/api/v1/".length());
    String query = exchange.getRequestURI().getRawQuery();
    String request = exchange.getRequestMethod() + " " + path;
    var one =
        new Asked(
            request + (query == null ? "" : "?" + query),
            String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
            String.valueOf(exchange.getRequestHeaders().getFirst("X-API-Key")),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    asked.add(one);
    Answer answer =
        answers
            .getOrDefault(
                request,
                none ->
                    new Answer(
                        404,
                        "{\"title\":\"There is no such thing\",\"detail\":\"no " + path + "\"}"))
            .apply(one);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
