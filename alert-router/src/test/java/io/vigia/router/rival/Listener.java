package io.vigia.router.rival;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Receives webhooks and keeps when each came. */
final class Listener implements AutoCloseable {

  /** A webhook, without what differs between any two senders: address, and the ends' fractions. */
  record Heard(Instant at, JsonObject payload) {

    String receiver() {
      return payload.getString("receiver");
    }

    String groupKey() {
      return payload.getString("groupKey");
    }

    boolean isAbout(String run) {
      return payload.encode().contains(run);
    }

    /** What is the same whoever sent it. */
    String content() {
      JsonObject copy = payload.copy();
      copy.remove("externalURL");
      // ours names what fires first; Alertmanager mixes both
      var alerts =
          new JsonArray(
              copy.getJsonArray("alerts").stream()
                  .map(JsonObject.class::cast)
                  .sorted(Comparator.comparing(alert -> alert.getString("fingerprint")))
                  .toList());
      copy.put("alerts", alerts);
      for (int i = 0; i < alerts.size(); i++) {
        JsonObject alert = alerts.getJsonObject(i);
        alert.put("startsAt", Instant.parse(alert.getString("startsAt")).toString());
        if (alert.getString("status").equals("resolved")) {
          alert.put("endsAt", "an end");
        }
      }
      return sorted(copy).encodePrettily();
    }

    private static JsonObject sorted(JsonObject object) {
      var copy = new JsonObject();
      object.fieldNames().stream()
          .sorted()
          .forEach(name -> copy.put(name, sorted(object.getValue(name))));
      return copy;
    }

    private static Object sorted(Object value) {
      if (value instanceof JsonObject object) {
        return sorted(object);
      }
      if (value instanceof JsonArray array) {
        var copy = new JsonArray();
        array.stream().map(Heard::sorted).map(Object.class::cast).forEach(copy::add);
        return copy;
      }
      return value;
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();

  Listener() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          Instant at = Instant.now();
          byte[] body = exchange.getRequestBody().readAllBytes();
          heard.add(new Heard(at, new JsonObject(new String(body, StandardCharsets.UTF_8))));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Heard> about(String run) {
    return heard.stream().filter(each -> each.isAbout(run)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
