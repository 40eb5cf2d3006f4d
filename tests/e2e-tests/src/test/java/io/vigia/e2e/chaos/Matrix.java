package io.vigia.e2e.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The crash matrix on paper: a line for each kill in {@code target/chaos/matrix.txt}. */
final class Matrix {

  private static final Path FILE = Path.of("target", "chaos", "matrix.txt");

  private Matrix() {}

  /**
   * @param ids of the effect's messages as they arrived, repeats included
   */
  static synchronized void note(String service, Point point, List<String> ids, Instant killed) {
    String line =
        "%-20s | killed at: %-34s | effect arrived %d time(s) under %d id(s), %.1f s after the kill%n"
            .formatted(
                service,
                point.step(),
                ids.size(),
                ids.stream().distinct().count(),
                Duration.between(killed, Instant.now()).toMillis() / 1000.0);
    write(line);
  }

  /** A result that has another form. */
  static synchronized void note(String service, String result) {
    write("%-20s | %s%n".formatted(service, result));
  }

  private static void write(String line) {
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
