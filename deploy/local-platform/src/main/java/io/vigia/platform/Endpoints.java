package io.vigia.platform;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Where a running platform's engines listen.
 *
 * @param kafka bootstrap address, such as {@code 127.0.0.1:9092}
 * @param postgresPassword also the token of the control endpoint
 * @param openSearch base address, such as {@code http://127.0.0.1:9200}
 * @param control base address of the control endpoint, such as {@code http://127.0.0.1:9199}
 * @param pid of the platform's JVM
 */
public record Endpoints(
    String kafka,
    String postgresHost,
    int postgresPort,
    String postgresUser,
    String postgresPassword,
    String openSearch,
    String control,
    long pid) {

  /** The file in the platform's home; it is there only while all engines are ready. */
  public static final String FILE = "platform.properties";

  static Endpoints of(Ports ports, String postgresPassword, long pid) {
    return new Endpoints(
        "127.0.0.1:" + ports.kafka(),
        "127.0.0.1",
        ports.postgres(),
        PostgresEngine.USER,
        postgresPassword,
        "http://127.0.0.1:" + ports.openSearch(),
        "http://127.0.0.1:" + ports.control(),
        pid);
  }

  /**
   * Reads what {@link #write} left in a platform's home.
   *
   * @throws java.nio.file.NoSuchFileException when no platform is ready there
   * @throws IOException also when a value is missing or is not a number where one belongs
   */
  public static Endpoints read(Path home) throws IOException {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve(FILE))) {
      values.load(reader);
    }
    try {
      return new Endpoints(
          value(values, "kafka"),
          value(values, "postgres.host"),
          Integer.parseInt(value(values, "postgres.port")),
          value(values, "postgres.user"),
          value(values, "postgres.password"),
          value(values, "opensearch"),
          value(values, "control"),
          Long.parseLong(value(values, "pid")));
    } catch (NumberFormatException e) {
      throw new IOException(home.resolve(FILE) + " is damaged", e);
    }
  }

  /**
   * Writes {@value #FILE} atomically and readable by its owner alone, since it holds the password.
   */
  public void write(Path home) throws IOException {
    PrivateFile.write(
        home.resolve(FILE),
        """
        kafka=%s
        postgres.host=%s
        postgres.port=%d
        postgres.user=%s
        postgres.password=%s
        opensearch=%s
        control=%s
        pid=%d
        """
            .formatted(
                kafka,
                postgresHost,
                postgresPort,
                postgresUser,
                postgresPassword,
                openSearch,
                control,
                pid));
  }

  /** Without the password, so that it may be logged. */
  @Override
  public String toString() {
    return "kafka %s, postgresql %s:%d, opensearch %s, control %s, pid %d"
        .formatted(kafka, postgresHost, postgresPort, openSearch, control, pid);
  }

  private static String value(Properties values, String key) throws IOException {
    String value = values.getProperty(key);
    if (value == null) {
      throw new IOException(FILE + " lacks " + key);
    }
    return value;
  }
}
