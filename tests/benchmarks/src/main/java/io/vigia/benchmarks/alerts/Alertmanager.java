package io.vigia.benchmarks.alerts;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Prometheus' Alertmanager as a child process, alone and with a data folder of its own. */
public final class Alertmanager implements AutoCloseable {

  private static final int TRIES = 100;
  private static final int BETWEEN_TRIES_MILLIS = 100;

  private final Path program;
  private final Path folder;
  private final int port;
  private @Nullable Process process;

  public Alertmanager(Path program, Path folder, int port) {
    this.program = program;
    this.folder = folder;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  Target target() {
    return new Target("Alertmanager", port, "");
  }

  /** Anew, with nothing in it. */
  void start(String routing) throws IOException {
    close();
    Path config = folder.resolve("alertmanager.yml");
    Files.writeString(config, routing);
    process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + config,
                "--storage.path=" + Files.createTempDirectory(folder, "alertmanager"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("alertmanager.log").toFile())
            .start();
    awaitListening();
  }

  private void awaitListening() throws IOException {
    for (int i = 0; ; i++) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        if (i == TRIES) {
          throw notYet;
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  @Override
  public synchronized void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
      process = null;
    }
  }
}
