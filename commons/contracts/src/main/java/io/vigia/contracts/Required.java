package io.vigia.contracts;

import org.jspecify.annotations.Nullable;

/** Checks of the records' constructors; each message begins with the field at fault. */
final class Required {

  private Required() {}

  static void value(String field, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(field + ": is required");
    }
  }

  static void text(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(field + ": is required");
    }
  }
}
