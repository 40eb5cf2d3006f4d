package io.vigia.remediation.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.vertx.mutiny.core.Vertx;
import io.vigia.kit.outbound.FakeNames;
import io.vigia.remediation.step.HttpCallStep.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpCallStepTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.closeAndAwait();
  }

  @Test
  void shouldFailWhenANameLeadsToTheMetadataService() {
    var failure =
        assertThrows(StepFailure.class, () -> call("169.254.169.254", "http://innocent.invalid/"));
    assertEquals(
        "not sent: innocent.invalid: 169.254.169.254 is a cloud's metadata service: nothing is sent"
            + " there unless vigia.outbound.allowed names it",
        failure.getMessage());
  }

  @Test
  void shouldCallWhatANameLeadsTo() throws Exception {
    List<String> called = new CopyOnWriteArrayList<>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          called.add(headers.getFirst("Idempotency-Key") + " " + headers.getFirst("X-Own"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://shop.invalid:" + server.getAddress().getPort() + "/flush?token=secret";
      assertEquals(
          "POST " + url.replace("/flush?token=secret", "") + ": HTTP 200",
          call("127.0.0.1", url),
          "the address without what may be a secret");
      assertEquals(List.of("execution-1 yes"), called);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void shouldRefuseABadLiteralWhenTheRunbookIsRead() {
    var fault = assertThrows(IllegalArgumentException.class, () -> settings("http://[fe80::1]/"));
    assertTrue(String.valueOf(fault.getMessage()).startsWith("url: "), fault.getMessage());
  }

  private String call(String resolved, String url) {
    var task = new Step.Task("execution-1", "flush", "shop", "Stale");
    return new HttpCallStep(new FakeNames(vertx, resolved))
        .act(task, settings(url))
        .await()
        .atMost(SOON);
  }

  private static Settings settings(String url) {
    return new Settings(URI.create(url), null, Map.of("X-Own", "yes"), SOON);
  }
}
