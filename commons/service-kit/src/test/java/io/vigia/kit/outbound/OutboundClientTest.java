package io.vigia.kit.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real server, with a name server that changes its mind. */
class OutboundClientTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final Vertx vertx = Vertx.vertx();
  private final List<String> hosts = new CopyOnWriteArrayList<>();
  private final Deque<String> answers = new ArrayDeque<>();
  private HttpServer server;
  private OutboundClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          hosts.add(exchange.getRequestHeaders().getFirst("Host"));
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
    client =
        new OutboundClient(vertx, Optional::empty, "test") {
          @Override
          InetAddress[] lookUp(String host) throws UnknownHostException {
            return new InetAddress[] {InetAddress.getByName(answers.removeFirst())};
          }
        };
  }

  @AfterEach
  void stop() {
    server.stop(0);
    vertx.closeAndAwait();
  }

  @Test
  void shouldConnectToWhatWasCheckedAndKeepTheName() {
    answers.addAll(List.of("127.0.0.1", "169.254.169.254"));
    assertEquals(302, get("http://bound.invalid:%d/hook").statusCode());
    assertEquals(List.of("bound.invalid:" + port()), hosts, "one request: no redirect is followed");
    assertEquals(1, answers.size(), "the name was looked up once");
    var refused = assertThrows(OutboundRefused.class, () -> get("http://bound.invalid:%d/hook"));
    assertTrue(String.valueOf(refused.getMessage()).contains("169.254.169.254"));
    assertEquals(1, hosts.size());
  }

  @Test
  void shouldTakeALoopbackAddressWithoutLookingItUp() {
    assertEquals(302, get("http://127.0.0.1:%d/").statusCode());
    assertEquals(List.of("127.0.0.1:" + port()), hosts);
  }

  @Test
  void shouldNameTheFieldOfABadLiteral() {
    var fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> OutboundClient.check("url", URI.create("http://169.254.169.254/")));
    assertTrue(String.valueOf(fault.getMessage()).startsWith("url: 169.254.169.254"));
    assertThrows(IllegalArgumentException.class, () -> OutboundClient.check("url", null));
    OutboundClient.check("url", URI.create("http://127.0.0.1:9000/hook"));
  }

  private HttpResponse<?> get(String form) {
    return client
        .request(HttpMethod.GET, URI.create(form.formatted(port())), SOON)
        .chain(HttpRequest::send)
        .await()
        .atMost(SOON);
  }

  private int port() {
    return server.getAddress().getPort();
  }
}
