package io.vigia.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The suite on free ports with a home of its own, driven by {@code ./vigia} and HTTP alone. */
public final class Suite {

  /** What a command printed and how it ended. */
  public record Result(int exit, String output) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PORTS =
      List.of(
          "ROUTER",
          "WATCHER",
          "AGENT",
          "ANOMALY",
          "REMEDIATION",
          "KAFKA",
          "POSTGRES",
          "OPENSEARCH");

  private final Path root = Path.of(System.getProperty("vigia.root"));
  private final Path home;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public Suite(Path home) {
    this.home = home.toAbsolutePath();
    environment.put("VIGIA_HOME", this.home.toString());
    environment.put("VIGIA_BUILD", "never");
    freePorts(PORTS.size() + 1);
  }

  public Path home() {
    return home;
  }

  public void set(String variable, String value) {
    environment.put(variable, value);
  }

  public Result vigia(String... arguments) {
    try {
      var command = new ArrayList<String>(List.of(root.resolve("vigia").toString()));
      command.addAll(List.of(arguments));
      Path output = Files.createTempFile("vigia-e2e", ".out");
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(240, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " hangs: " + Files.readString(output));
      }
      var result = new Result(process.exitValue(), Files.readString(output));
      Files.delete(output);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  long pid(String service) {
    try {
      String text = Files.readString(home.resolve("run/" + service + ".pid"));
      return Long.parseLong(text.strip().split("\\s+")[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A real SIGKILL. */
  void kill(String service) {
    ProcessHandle process = ProcessHandle.of(pid(service)).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  public HttpResponse<String> get(String service, String path) {
    return send(HttpRequest.newBuilder(address(service, path)).GET());
  }

  public HttpResponse<String> post(String service, String path, String body) {
    return send(
        HttpRequest.newBuilder(address(service, path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  public JsonNode json(String service, String path) {
    var response = get(service, path);
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + response.body(), e);
    }
  }

  /** The engine itself, past the services. */
  JsonNode openSearch(String path) {
    try {
      return JSON.readTree(
          http.send(
                  HttpRequest.newBuilder(address("OPENSEARCH", path)).GET().build(),
                  BodyHandlers.ofString())
              .body());
    } catch (IOException away) {
      return JSON.missingNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static void deleteTree(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  public boolean isReady(String service) {
    try {
      return get(service, "/q/health/ready").statusCode() == 200;
    } catch (UncheckedIOException away) {
      return false;
    }
  }

  public URI address(String service, String path) {
    return URI.create("http://127.0.0.1:" + environment.get("VIGIA_" + service + "_PORT") + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      String key = Files.readString(home.resolve("admin.key")).strip();
      return http.send(
          request.header("X-API-Key", key).timeout(Duration.ofSeconds(10)).build(),
          BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void freePorts(int count) {
    var open = new ArrayList<ServerSocket>();
    try {
      for (int i = 0; i < count; i++) {
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.add(socket);
        String name = i < PORTS.size() ? PORTS.get(i) : "PLATFORM";
        environment.put("VIGIA_" + name + "_PORT", String.valueOf(socket.getLocalPort()));
      }
      for (ServerSocket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
