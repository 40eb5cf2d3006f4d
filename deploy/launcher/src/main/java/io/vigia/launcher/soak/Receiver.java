package io.vigia.launcher.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vigia.launcher.process.Pause;
import io.vigia.launcher.soak.Batch.Statement;
import io.vigia.launcher.soak.Records.Arrival;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands for those that are told and for those that act. What comes is on disk before it is
 * answered, and the answer takes some time, in which a kill leaves the caller in doubt.
 */
final class Receiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 4 << 20;
  private static final int OK = 200;
  private static final int NO_BODY = -1;
  private static final int LONGEST_TELLING_MILLIS = 100;
  private static final int LONGEST_ACT_MILLIS = 500;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Alerts alerts;
  private final RecordFiles records;
  private final Outstanding outstanding;
  private final Clock clock;
  private final AtomicLong unnamed = new AtomicLong();

  Receiver(Alerts alerts, RecordFiles records, Outstanding outstanding, Clock clock)
      throws IOException {
    this.alerts = alerts;
    this.records = records;
    this.outstanding = outstanding;
    this.clock = clock;
    // a paused process may hold a request half sent, which must not keep the others waiting
    this.threads = Executors.newCachedThreadPool();
    this.server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    server.setExecutor(threads);
    server.createContext("/hook", exchange -> take(exchange, this::told, LONGEST_TELLING_MILLIS));
    server.createContext("/act", exchange -> take(exchange, this::acted, LONGEST_ACT_MILLIS));
    server.start();
  }

  String hook() {
    return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
  }

  String act() {
    return "http://127.0.0.1:%d/act".formatted(server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** What to do with a body. */
  private interface Note {
    void of(String id, JsonNode body) throws IOException;
  }

  /** A request that breaks off is not answered, so that it comes again. */
  private void take(HttpExchange exchange, Note note, int longest) throws IOException {
    try (exchange) {
      JsonNode body = JSON.readTree(exchange.getRequestBody().readNBytes(MOST_BYTES));
      note.of(id(exchange), body);
      Pause.millis(ThreadLocalRandom.current().nextInt(longest));
      exchange.sendResponseHeaders(OK, NO_BODY);
    }
  }

  /** Nobody can collapse what has no id, so each such request counts for itself. */
  private String id(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"))
        .orElseGet(() -> "none-" + unnamed.incrementAndGet());
  }

  private void told(String id, JsonNode body) throws IOException {
    Instant now = clock.instant();
    for (JsonNode alert : body.path("alerts")) {
      String number = alert.path("labels").path(SoakFiles.LABEL).asText();
      Instant start = Instant.parse(alert.path("startsAt").asText());
      var statement = new Statement(Alerts.episode(number, start), alert.path("status").asText());
      records.received(new Arrival(now.toString(), id, statement.episode(), statement.status()));
      outstanding.arrived(statement);
      if (statement.status().equals("firing")) {
        alerts.told(statement.episode(), now);
      }
    }
  }

  private void acted(String id, JsonNode body) throws IOException {
    var statement = new Statement(body.path("target").asText(), Records.REPAIR);
    records.acted(
        new Arrival(clock.instant().toString(), id, statement.episode(), statement.status()));
    outstanding.arrived(statement);
  }
}
