package io.vigia.router;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A webhook receiver on a free port that keeps what it gets and answers what it is told to. */
public final class Receiver implements AutoCloseable {

  /** What came, and the id that lets a receiver collapse repeats. */
  public record Message(String id, String body) {}

  private final HttpServer server;
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(200);

  public Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          messages.add(new Message(exchange.getRequestHeaders().getFirst("Idempotency-Key"), body));
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  public List<Message> messages() {
    return List.copyOf(messages);
  }

  public void answer(int code) {
    status.set(code);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
