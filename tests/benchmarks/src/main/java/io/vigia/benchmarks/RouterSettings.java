package io.vigia.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What the launcher tells the benchmark of alert-router, as a properties file that the owner alone
 * may read.
 *
 * @param folder for results and raw samples
 * @param routing the file that the router reads
 * @param alertmanager the program beside which it is measured, if it is installed
 * @param alertmanagerPort where that may listen
 * @param rounds of the intake, each one of ours and one of theirs
 * @param groups each of one alert
 * @param storm alerts
 */
record RouterSettings(
    Path folder,
    int port,
    long pid,
    String apiKey,
    Path routing,
    Optional<Path> alertmanager,
    int alertmanagerPort,
    int rounds,
    int groups,
    int storm) {

  static RouterSettings read(Path file) throws IOException {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    }
    String program = value(values, "alertmanager");
    return new RouterSettings(
        Path.of(value(values, "folder")),
        URI.create(value(values, "service")).getPort(),
        number(values, "service.pid"),
        value(values, "api.key"),
        Path.of(value(values, "routing")),
        program.isEmpty() ? Optional.empty() : Optional.of(Path.of(program)),
        number(values, "alertmanager.port"),
        number(values, "rounds"),
        number(values, "groups"),
        number(values, "storm"));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Settings of " + folder;
  }

  private static int number(Properties values, String name) {
    return Integer.parseInt(value(values, name));
  }

  private static String value(Properties values, String name) {
    String value = values.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("the settings lack " + name);
    }
    return value;
  }
}
