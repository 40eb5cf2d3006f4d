package io.vigia.launcher.load;

import io.vigia.launcher.terminal.Failure;
import java.nio.file.Path;
import java.util.Locale;

/** Names that OpenSearch takes. */
final class IndexName {

  private static final int LONGEST = 200;

  private IndexName() {}

  /** {@code vigia-load-} and the file's name with what is not allowed replaced. */
  static String of(Path file) {
    String name =
        file.getFileName().toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
    return "vigia-load-" + name.substring(0, Math.min(name.length(), LONGEST));
  }

  static String checked(String name) {
    if (!name.matches("[a-z0-9][a-z0-9._-]{0," + LONGEST + "}")) {
      throw Failure.usage(
          "--index '%s': a name begins with a letter or digit and has only a-z, 0-9, '.', '_', '-'",
          name);
    }
    return name;
  }
}
