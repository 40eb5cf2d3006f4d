package io.vigia.watcher.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real Elasticsearch 7.10 in a JVM of its own, until it is closed. */
final class ElasticsearchProcess implements AutoCloseable {

  static final Path MODULE =
      Path.of(System.getProperty("vigia.root"), "tests", "elasticsearch-7.10");

  private final Process process;
  private final String url;

  private ElasticsearchProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Whether its libraries were copied. */
  static boolean isThere() {
    return Files.isDirectory(MODULE.resolve("target/lib"));
  }

  static ElasticsearchProcess start(Path home) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                MODULE.resolve("target/lib") + "/*",
                MODULE.resolve("src/Elasticsearch.java").toString(),
                home.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader out = process.inputReader();
    var said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("port ")) {
        drain(out);
        return new ElasticsearchProcess(process, "http://127.0.0.1:" + line.substring(5));
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException("it did not start: " + said);
  }

  String url() {
    return url;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static void drain(BufferedReader out) {
    var reader = new Thread(() -> out.lines().forEach(line -> {}), "elasticsearch-7.10 output");
    reader.setDaemon(true);
    reader.start();
  }
}
