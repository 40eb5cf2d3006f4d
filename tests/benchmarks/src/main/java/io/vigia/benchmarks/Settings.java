package io.vigia.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * What the launcher tells a benchmark, as a properties file that the owner alone may read.
 *
 * @param folder for results and raw samples
 * @param cluster base address of OpenSearch itself
 * @param proxyPort where the service expects the cluster
 * @param platformPid the JVM of Kafka and OpenSearch, whose child PostgreSQL is
 * @param service base address of watcher-service
 * @param jdbcUrl of the suite's database
 */
record Settings(
    Path folder,
    URI cluster,
    int proxyPort,
    long platformPid,
    URI service,
    long servicePid,
    String apiKey,
    String jdbcUrl,
    String jdbcUser,
    String jdbcPassword,
    long documents,
    int watchers,
    int indices,
    long seed,
    Duration measured) {

  static Settings read(Path file) throws IOException {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    }
    return new Settings(
        Path.of(value(values, "folder")),
        URI.create(value(values, "cluster")),
        Integer.parseInt(value(values, "proxy.port")),
        Long.parseLong(value(values, "platform.pid")),
        URI.create(value(values, "service")),
        Long.parseLong(value(values, "service.pid")),
        value(values, "api.key"),
        value(values, "jdbc.url"),
        value(values, "jdbc.user"),
        value(values, "jdbc.password"),
        Long.parseLong(value(values, "documents")),
        Integer.parseInt(value(values, "watchers")),
        Integer.parseInt(value(values, "indices")),
        Long.parseLong(value(values, "seed")),
        Duration.ofMinutes(Long.parseLong(value(values, "minutes"))));
  }

  /** Without the key and the password. */
  @Override
  public String toString() {
    return "Settings of " + folder;
  }

  private static String value(Properties values, String name) {
    String value = values.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("the settings lack " + name);
    }
    return value;
  }
}
