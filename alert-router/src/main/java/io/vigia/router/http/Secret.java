package io.vigia.router.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value that stands in the routing file, or in a file of its own that is read at each use. */
public final class Secret {

  private static final int LONGEST = 64 * 1024;

  private final String field;
  private final @Nullable String inline;
  private final @Nullable Path file;

  private Secret(String field, @Nullable String inline, @Nullable Path file) {
    this.field = field;
    this.inline = inline;
    this.file = file;
  }

  /**
   * @param field its name; that of the file has {@code _file} at its end
   * @throws IllegalArgumentException when both are there
   */
  public static Optional<Secret> of(String field, @Nullable Object inline, @Nullable Path file) {
    if (inline != null && file != null) {
      throw new IllegalArgumentException(
          field + "_file: " + field + " stands here as well; one of them is enough");
    }
    return inline == null && file == null
        ? Optional.empty()
        : Optional.of(new Secret(field, inline == null ? null : inline.toString(), file));
  }

  /**
   * @param global where else it could stand, for the message
   * @throws IllegalArgumentException when neither or both are there
   */
  public static Secret required(
      String field, @Nullable Object inline, @Nullable Path file, String global) {
    return of(field, inline, file)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    field
                        + ": is required, or "
                        + field
                        + "_file"
                        + (global.isEmpty() ? "" : ", or " + global + " in 'global'")));
  }

  /**
   * @throws UncheckedIOException naming the field and the file that cannot be read
   */
  public String read() {
    if (file == null) {
      return inline == null ? "" : inline;
    }
    try {
      if (Files.size(file) > LONGEST) {
        throw new IOException("larger than " + LONGEST + " bytes");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      String why = e.getClass().getSimpleName().replace("Exception", "");
      throw new UncheckedIOException(field + "_file: " + file + " cannot be read: " + why, e);
    }
  }
}
