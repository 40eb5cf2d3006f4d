package io.vigia.contracts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Checks of the records' constructors; each message begins with the field at fault. */
final class Required {

  static final int MAX_NAME = 256;

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private Required() {}

  static void value(String field, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(field + ": is required");
    }
  }

  /**
   * Instants that a database and every reader can hold: to the microsecond, so that what is read
   * again compares equal to what was stored.
   */
  static Instant instant(String field, @Nullable Instant value) {
    if (value == null) {
      throw new IllegalArgumentException(field + ": is required");
    }
    if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
      throw new IllegalArgumentException(field + ": must lie between the years 1 and 9999");
    }
    return value.truncatedTo(ChronoUnit.MICROS);
  }

  /** A name that keys a table or a topic. */
  static void name(String field, @Nullable String value) {
    text(field, value);
    atMost(MAX_NAME, field, value);
  }

  static void atMost(int characters, String field, @Nullable String value) {
    if (value != null && value.length() > characters) {
      throw new IllegalArgumentException(field + ": at most " + characters + " characters");
    }
  }

  static void text(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(field + ": is required");
    }
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(field + ": holds a NUL character");
    }
  }
}
