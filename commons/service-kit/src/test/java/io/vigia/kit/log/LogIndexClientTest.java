package io.vigia.kit.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogIndexClientTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int deletion = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          boolean listing = exchange.getRequestMethod().equals("GET");
          byte[] names =
              "vigia-logs-2026.10.31\nvigia-logs-2026.11.01 \nvigia-logs-undated\n"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(listing ? 200 : deletion, listing ? names.length : -1);
          if (listing) {
            exchange.getResponseBody().write(names);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldRemoveTheDaysBeforeAndNothingElse() throws IOException {
    client().forgetBefore(FIRST);
    assertEquals(
        List.of("GET /_cat/indices/vigia-logs-*?h=index", "DELETE /vigia-logs-2026.10.31"), asked);
  }

  @Test
  void shouldNotMindWhatAnotherServiceRemovedAndSayWhatWentWrong() throws IOException {
    deletion = 404;
    client().forgetBefore(FIRST);
    deletion = 503;
    assertThrows(IOException.class, () -> client().forgetBefore(FIRST));
  }

  @Test
  void shouldLeaveIndicesOfOthersAlone() {
    var names = List.of("p-vigia-logs-2020.01.01", "vigia-logs-2020.01.01", "vigia-logs-2020-01");
    assertEquals(
        List.of("p-vigia-logs-2020.01.01"),
        LogIndexClient.olderThan(FIRST, "p-vigia-logs-", names));
    assertEquals(
        List.of("vigia-logs-2020.01.01"), LogIndexClient.olderThan(FIRST, "vigia-logs-", names));
  }

  private LogIndexClient client() {
    return new LogIndexClient(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "vigia-logs-");
  }
}
