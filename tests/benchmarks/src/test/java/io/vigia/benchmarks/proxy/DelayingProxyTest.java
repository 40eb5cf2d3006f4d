package io.vigia.benchmarks.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DelayingProxyTest {

  private static final Duration FOREVER = Duration.ofHours(1);
  private static final int MANY = 250;

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer cluster;

  @BeforeEach
  void startCluster() throws Exception {
    cluster = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cluster.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          String said = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " ";
          exchange.getResponseHeaders().set("X-Kind", "cluster");
          byte[] answer = (said + new String(body)).getBytes();
          exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    cluster.start();
  }

  @AfterEach
  void stopCluster() {
    cluster.stop(0);
  }

  @Test
  void shouldPassOnWhatIsNotSlowWhileHundredsWait() throws Exception {
    try (var proxy = proxy(FOREVER)) {
      List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        waiting.add(post(proxy, "/logs/_search", "{\"not\": \"slow-one\"}"));
      }
      HttpResponse<String> answer = post(proxy, "/logs/_search?timeout=1s", "{\"size\": 0}").get();

      assertEquals(200, answer.statusCode());
      assertEquals("POST /logs/_search?timeout=1s {\"size\": 0}", answer.body());
      assertEquals("cluster", answer.headers().firstValue("X-Kind").orElse(""));
      assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone));
      client
          .sendAsync(get(proxy, "/logs/_mapping"), BodyHandlers.ofString())
          .thenAccept(mapping -> assertEquals(404, mapping.statusCode()))
          .get();
    }
  }

  @Test
  void shouldCountSearchesAndWhatWaited() throws Exception {
    try (var proxy = proxy(Duration.ofMillis(1))) {
      var before = proxy.traffic().counts();
      post(proxy, "/logs/_search", "{\"not\": \"slow-one\"}").get();
      post(proxy, "/_msearch", "{}\n{}\n{}\n{}\n").get();
      client.send(get(proxy, "/logs/_mapping"), BodyHandlers.ofString());
      var counts = proxy.traffic().counts().since(before);

      assertEquals(3, counts.requests());
      assertEquals(3, counts.searches());
      assertEquals(1, counts.slow());
      assertEquals(0, counts.failed());
    }
  }

  @Test
  void shouldSayThatTheClusterIsAway() throws Exception {
    try (var proxy = proxy(FOREVER)) {
      cluster.stop(0);

      assertEquals(502, post(proxy, "/logs/_search", "{}").get().statusCode());
      assertEquals(1, proxy.traffic().counts().failed());
    }
  }

  private DelayingProxy proxy(Duration delay) throws Exception {
    int port = cluster.getAddress().getPort();
    return new DelayingProxy(0, URI.create("http://127.0.0.1:" + port), "slow-one", delay);
  }

  private CompletableFuture<HttpResponse<String>> post(
      DelayingProxy proxy, String path, String body) {
    return client.sendAsync(
        HttpRequest.newBuilder(address(proxy, path)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest get(DelayingProxy proxy, String path) {
    return HttpRequest.newBuilder(address(proxy, path)).build();
  }

  private static URI address(DelayingProxy proxy, String path) {
    return URI.create("http://127.0.0.1:" + proxy.port() + path);
  }
}
