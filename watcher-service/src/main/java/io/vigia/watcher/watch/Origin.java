package io.vigia.watcher.watch;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * Where a definition came from.
 *
 * @param text {@code api}, {@code built-in}, or {@code folder:} and the file's name
 */
public record Origin(@JsonValue String text) {

  public static final Origin API = new Origin("api");
  static final Origin BUILT_IN = new Origin("built-in");
  private static final String FOLDER = "folder:";

  static Origin file(String name) {
    return new Origin(FOLDER + name);
  }

  /** The file of the watched folder that it stands in, and is changed in. */
  public Optional<String> file() {
    return text.startsWith(FOLDER)
        ? Optional.of(text.substring(FOLDER.length()))
        : Optional.empty();
  }
}
