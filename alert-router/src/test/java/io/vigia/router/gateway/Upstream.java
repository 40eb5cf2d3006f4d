package io.vigia.router.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service behind the gateway: keeps what arrives and answers what the path's end asks for. */
final class Upstream implements AutoCloseable {

  /** What arrived. */
  record Seen(String method, String uri, Headers headers, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  Upstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All whose URI contains the text. */
  List<Seen> seen(String text) {
    return seen.stream().filter(s -> s.uri().contains(text)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var request = exchange.getRequestURI();
    seen.add(
        new Seen(
            exchange.getRequestMethod(), request.toString(), exchange.getRequestHeaders(), body));
    String path = request.getPath();
    Headers headers = exchange.getResponseHeaders();
    if (path.endsWith("/break")) {
      exchange.close();
      return;
    }
    int status = 200;
    if (path.endsWith("/redirect")) {
      headers.add("Location", "/elsewhere");
      status = 302;
    } else if (path.endsWith("/unbelieving")) {
      status = 401;
    } else if (path.endsWith("/teapot")) {
      status = 418;
    } else if (path.endsWith("/headers")) {
      headers.add("Set-Cookie", "session=1");
      headers.add("X-Hop", "1");
      headers.add("Connection", "X-Hop");
      headers.add("X-End", "1");
    }
    byte[] answer = ("got " + body).getBytes(StandardCharsets.UTF_8);
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(
        status, isHead ? -1 : path.endsWith("/chunked") ? 0 : answer.length);
    if (!isHead) {
      exchange.getResponseBody().write(answer);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
