package io.vigia.e2e.chaos;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process of a packaged service, with a debugger's door, to be killed or to be held up. */
final class Replica implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);

  private final String service;
  private final Map<String, String> settings;
  private final int port;
  private final int debugPort;
  private final Path log;
  private Process process;

  private Replica(String service, String name, Map<String, String> settings) {
    this.service = service;
    this.settings = Map.copyOf(settings);
    this.port = freePort();
    this.debugPort = freePort();
    this.log = Path.of("target", "chaos", name + ".log").toAbsolutePath();
    this.process = launch();
  }

  /** Starts it; {@link #awaitReady} tells when it is of use. */
  static Replica start(String service, String name, Map<String, String> settings) {
    return new Replica(service, name, settings);
  }

  Replica awaitReady() {
    await(service + ", see " + log)
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError(service + " ended by itself, see " + log);
              }
              return Http.get(address("/q/health/ready")).status() == 200;
            });
    return this;
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  long pid() {
    return process.pid();
  }

  Breakpoint stopAt(Point point) {
    return Breakpoint.set(debugPort, point);
  }

  /** A real SIGKILL. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** After a kill: the same again. */
  Replica restart() {
    process = launch();
    return awaitReady();
  }

  void pause() {
    signal("-STOP");
  }

  void resume() {
    signal("-CONT");
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private Process launch() {
    Path root = Path.of(System.getProperty("vigia.root"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx192m",
            "-Dquarkus.http.port=" + port,
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:"
                + debugPort));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(root.resolve(service + "/target/quarkus-app/quarkus-run.jar").toString());
    try {
      Files.createDirectories(log.getParent());
      return new ProcessBuilder(command)
          .directory(log.getParent().toFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", name, String.valueOf(pid())).start();
      if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new AssertionError("kill " + name + " " + pid() + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
