package io.vigia.benchmarks;

import io.vigia.benchmarks.deadman.DeadManRun;
import io.vigia.benchmarks.deadman.DeadManRun.Wanted;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * Ten thousand agents, some of which die. {@code measure FILE} needs a running alert-router; FILE
 * holds what the launcher tells.
 */
public final class DeadManBenchmark {

  private DeadManBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    try {
      new DeadManRun(read(Path.of(arguments[1]))).run();
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
    System.exit(0); // whatever threads an HTTP client may have left
  }

  private static Wanted read(Path file) throws IOException {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    }
    return new Wanted(
        Path.of(values.getProperty("folder")),
        URI.create(values.getProperty("service")),
        Long.parseLong(values.getProperty("service.pid")),
        Long.parseLong(values.getProperty("platform.pid")),
        values.getProperty("kafka"),
        values.getProperty("api.key"),
        values.getProperty("jdbc.url"),
        values.getProperty("jdbc.user"),
        values.getProperty("jdbc.password"),
        Integer.parseInt(values.getProperty("agents")),
        Duration.ofMinutes(Long.parseLong(values.getProperty("minutes"))),
        Duration.ofSeconds(Long.parseLong(values.getProperty("pause.seconds"))),
        Long.parseLong(values.getProperty("seed")));
  }
}
