package io.vigia.router.deliver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A secret that stands in an entry, or in a file that is read anew each time.
 *
 * @param value the secret, or null when the file holds it
 */
record Secret(@Nullable String value, @Nullable Path file) {

  private static final int MAX_BYTES = 16 * 1024;

  /**
   * @throws IllegalArgumentException unless exactly one of them is there
   */
  static Secret required(String field, @Nullable String value, @Nullable Path file) {
    Secret secret = optional(field, value, file);
    if (secret == null) {
      throw new IllegalArgumentException(
          field + ": " + field + " or " + field + "_file is required");
    }
    return secret;
  }

  /**
   * @return null when neither is there
   * @throws IllegalArgumentException when both are
   */
  static @Nullable Secret optional(String field, @Nullable String value, @Nullable Path file) {
    if (value != null && file != null) {
      throw new IllegalArgumentException(
          field + ": " + field + " and " + field + "_file exclude each other");
    }
    return value == null && file == null ? null : new Secret(value, file);
  }

  /**
   * Reads the file, if it is one; not for an event loop.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  String text() {
    if (value != null) {
      return value;
    }
    if (file == null) {
      throw new IllegalStateException("neither value nor file");
    }
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "<secret>";
  }
}
