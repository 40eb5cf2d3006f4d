package io.vigia.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * What other processes may ask of a running platform, over HTTP on 127.0.0.1.
 *
 * <ul>
 *   <li>{@code GET /}: endpoints (without the password) and the state of each engine, as JSON
 *   <li>{@code POST /databases/NAME[?fresh=true]}: creates the database unless it is there; fresh
 *       drops it first
 *   <li>{@code POST /until/PID}: keeps a disposable platform for that process as well; 410 when it
 *       is too late
 * </ul>
 *
 * Whatever changes something needs the header {@value LocalPlatform#TOKEN_HEADER} with PostgreSQL's
 * password.
 */
final class ControlServer {

  private final Endpoints endpoints;
  private final Engines engines;
  private final Databases databases;
  private final Dependants dependants;
  private final HttpServer server;

  /** An HTTP status and a body. */
  private record Answer(int status, String json) {
    static Answer done() {
      return new Answer(200, "{}");
    }

    static Answer refused(int status, String reason) {
      return new Answer(
          status, "{\"detail\":\"%s\"}".formatted(reason.replaceAll("[\"\\\\\\p{Cntrl}]", " ")));
    }
  }

  ControlServer(
      int port, Endpoints endpoints, Engines engines, Databases databases, Dependants dependants)
      throws IOException {
    this.endpoints = endpoints;
    this.engines = engines;
    this.databases = databases;
    this.dependants = dependants;
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    server.setExecutor(
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "control");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::handle);
  }

  void start() {
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange exchange) {
    String[] path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
    String method = exchange.getRequestMethod();
    if (path[0].isEmpty() && method.equals("GET")) {
      return new Answer(200, describe());
    }
    if (path.length != 2 || !method.equals("POST")) {
      return Answer.refused(404, "there is GET /, POST /databases/NAME and POST /until/PID");
    }
    if (!authorized(exchange)) {
      return Answer.refused(
          401,
          "the header " + LocalPlatform.TOKEN_HEADER + " must hold the token of " + Endpoints.FILE);
    }
    return switch (path[0]) {
      case "databases" ->
          createDatabase(path[1], "fresh=true".equals(exchange.getRequestURI().getQuery()));
      case "until" -> keepFor(path[1]);
      default -> Answer.refused(404, "no such resource");
    };
  }

  private boolean authorized(HttpExchange exchange) {
    String token = exchange.getRequestHeaders().getFirst(LocalPlatform.TOKEN_HEADER);
    return token != null
        && MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8),
            endpoints.postgresPassword().getBytes(StandardCharsets.UTF_8));
  }

  private Answer createDatabase(String name, boolean fresh) {
    if (!Databases.isName(name)) {
      return Answer.refused(400, "a database's name is 1 to 40 of a-z, 0-9 and _");
    }
    try {
      databases.create(name, fresh);
      return Answer.done();
    } catch (SQLException e) {
      return Answer.refused(500, "PostgreSQL says: " + e.getMessage());
    }
  }

  private Answer keepFor(String pid) {
    try {
      return dependants.add(Long.parseLong(pid))
          ? Answer.done()
          : Answer.refused(410, "the platform is ending, or there is no such process");
    } catch (NumberFormatException e) {
      return Answer.refused(400, "a process id is a number");
    }
  }

  private String describe() {
    String states =
        engines.states().entrySet().stream()
            .map(engine -> "\"%s\":\"%s\"".formatted(engine.getKey(), engine.getValue()))
            .collect(Collectors.joining(","));
    Map<String, String> addresses =
        Map.of(
            "kafka", endpoints.kafka(),
            "postgresql", endpoints.postgresHost() + ":" + endpoints.postgresPort(),
            "opensearch", endpoints.openSearch(),
            "control", endpoints.control());
    String told =
        addresses.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(address -> "\"%s\":\"%s\"".formatted(address.getKey(), address.getValue()))
            .collect(Collectors.joining(","));
    return "{\"pid\":%d,\"engines\":{%s},\"endpoints\":{%s}}"
        .formatted(endpoints.pid(), states, told);
  }
}
