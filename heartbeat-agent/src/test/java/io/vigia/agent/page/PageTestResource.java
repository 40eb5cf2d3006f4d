package io.vigia.agent.page;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A webhook that keeps what it gets and answers what it is told to. */
public class PageTestResource implements QuarkusTestResourceLifecycleManager {

  record Message(String id, String authorization, String body) {}

  private static final List<Message> MESSAGES = new CopyOnWriteArrayList<>();
  private static final AtomicInteger STATUS = new AtomicInteger(200);
  private HttpServer server;

  static void answer(int status) {
    STATUS.set(status);
  }

  static List<Message> about(String service) {
    return MESSAGES.stream()
        .filter(m -> m.body().contains("\"service\":\"" + service + "\""))
        .toList();
  }

  @Override
  public Map<String, String> start() {
    try {
      MESSAGES.clear();
      STATUS.set(200);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            var headers = exchange.getRequestHeaders();
            MESSAGES.add(
                new Message(
                    headers.getFirst("Idempotency-Key"),
                    headers.getFirst("Authorization"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(STATUS.get(), -1);
            exchange.close();
          });
      server.start();
      return Map.of(
          "N8N_WEBHOOK_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    server.stop(0);
  }
}
