package io.vigia.router;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Providers' APIs in one: keeps each request, answers "ok" or what it was told for a path. */
public final class Provider implements AutoCloseable {

  /**
   * @param target path and query, or the whole address when it serves as a proxy
   */
  public record Call(String method, String target, Map<String, List<String>> headers, String body) {
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(e -> e.getKey().equalsIgnoreCase(name))
          .findFirst()
          .map(e -> e.getValue().get(0))
          .orElse("");
    }
  }

  /** An answer; a status of 3xx redirects to the body. */
  public record Reply(int status, String type, String body) {}

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();

  private Provider(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.start();
  }

  public static Provider http() throws IOException {
    return new Provider(HttpServer.create(free(), 0));
  }

  /** With a certificate for {@code receiver.test} that nobody trusts by itself. */
  public static Provider https() throws IOException {
    try (InputStream in = Provider.class.getResourceAsStream("/receivers/receiver.p12")) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, "changeit".toCharArray());
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, "changeit".toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      var server = HttpsServer.create(free(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context));
      return new Provider(server);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static InetSocketAddress free() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            body));
    Reply reply =
        replies.getOrDefault(
            exchange.getRequestURI().getPath(), new Reply(200, "text/plain", "ok"));
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", reply.type());
    if (reply.status() / 100 == 3) {
      exchange.getResponseHeaders().add("Location", reply.body());
    }
    exchange.sendResponseHeaders(reply.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public void reply(String path, Reply reply) {
    replies.put(path, reply);
  }

  public List<Call> calls(String part) {
    return calls.stream().filter(c -> c.target().contains(part)).toList();
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
